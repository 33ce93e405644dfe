// Single keys, read by `event.key` (letters and signs) and `event.code` (digits: AZERTY needs Shift
// for them). Inactive in fields, and with any modifier but Shift.

import type { Column } from "./column";
import { VigieLive } from "./live";

export function watchKeys(): void {
  document.addEventListener("keydown", (event) => {
    const live = document.querySelector("vigie-live");
    if (!(live instanceof VigieLive) || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (document.querySelector("dialog[open]")) return;
    if (act(live, event)) event.preventDefault();
  });
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("input, textarea, select, [contenteditable]") !== null;
}

function act(live: VigieLive, event: KeyboardEvent): boolean {
  const column = live.current();
  if (!column) return false;
  const digit = /^Digit([1-9])$/.exec(event.code)?.[1];
  if (digit) return focusColumn(live.columns[Number(digit) - 1]);
  switch (event.key) {
    case ".":
      for (const it of live.columns.filter((it) => !it.paused)) it.show();
      return true;
    case "p":
      column.element.querySelector<HTMLFormElement>("[data-pause]")?.requestSubmit();
      return true;
    case "P":
      document.querySelector<HTMLFormElement>("[data-pause-all]")?.requestSubmit();
      return true;
    case "j":
      return step(column, 1);
    case "k":
      return step(column, -1);
    case "PageDown":
      return inFeed(column) && step(column, 1);
    case "PageUp":
      return inFeed(column) && step(column, -1);
    case "ArrowRight":
    case "ArrowLeft": {
      const at = live.columns.indexOf(column) + (event.key === "ArrowRight" ? 1 : -1);
      return focusColumn(live.columns[at]);
    }
    default:
      return false;
  }
}

const inFeed = (column: Column) => column.list.contains(document.activeElement);

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
