// What the commands of a board do to its live columns.

import type { Column } from "./column";
import { answerTo } from "./commands";
import { VigieLive } from "./live";

/** As many as digits can focus. */
const COLUMNS = [1, 2, 3, 4, 5, 6, 7, 8, 9];

export function watchColumns(): void {
  const live = document.querySelector("vigie-live");
  if (!(live instanceof VigieLive)) return;
  const here = (act: (column: Column) => boolean) => () => {
    const column = live.current();
    return column !== undefined && act(column);
  };
  answerTo("show_new", () => {
    for (const column of live.columns.filter((it) => !it.paused)) column.show();
    return true;
  });
  answerTo("pause", here((column) => submit(column.element.querySelector("[data-pause]"))));
  answerTo("pause_all", () => submit(document.querySelector("[data-pause-all]")));
  answerTo("next", here((column) => step(column, 1)));
  answerTo("previous", here((column) => step(column, -1)));
  answerTo("column_after", here((column) => focusColumn(live.columns[live.columns.indexOf(column) + 1])));
  answerTo("column_before", here((column) => focusColumn(live.columns[live.columns.indexOf(column) - 1])));
  for (const n of COLUMNS) answerTo(`column_${n}`, () => focusColumn(live.columns[n - 1]));
  document.addEventListener("keydown", (event) => {
    const column = live.current();
    if (!column || !column.list.contains(document.activeElement) || event.ctrlKey || event.altKey || event.metaKey) return;
    if ((event.key === "PageDown" && step(column, 1)) || (event.key === "PageUp" && step(column, -1))) event.preventDefault();
  });
}

function submit(form: HTMLFormElement | null): boolean {
  form?.requestSubmit();
  return form !== null;
}

function step(column: Column, by: 1 | -1): boolean {
  const articles = column.articles;
  const at = articles.findIndex((it) => it.contains(document.activeElement));
  const next = articles[at === -1 ? 0 : at + by];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
  return next !== undefined;
}

function focusColumn(column: Column | undefined): boolean {
  column?.element.focus();
  column?.element.scrollIntoView({ inline: "nearest", block: "nearest" });
  return column !== undefined;
}
