// Another order for columns and tabs: by drag on a column's header, by the keyboard, or by the menu
// that works without script. Every move is said, and kept by the server at once.

import { tell } from "./announce";
import { answerTo } from "./commands";
import { VigieLive } from "./live";

export function watchReorder(): void {
  const live = document.querySelector("vigie-live");
  const deck = live?.querySelector<HTMLElement>(".deck");
  if (live instanceof VigieLive && deck) watchColumnsOf(live, deck);
  const tabs = document.querySelector<HTMLElement>("nav[data-boards]");
  if (tabs) watchTabs(tabs);
}

/** Sends a move; what the page shows is wrong if the server refuses, so it is shown anew. */
async function keep(url: string, fields: Record<string, string>): Promise<void> {
  const sent = await fetch(url, { method: "POST", body: new URLSearchParams(fields), credentials: "same-origin" }).catch(() => null);
  if (!sent?.ok) location.reload();
}

const columnsIn = (deck: HTMLElement) => [...deck.querySelectorAll<HTMLElement>(":scope > [data-column]")];

/** Puts a column before another (or last); its place in its posts stays. */
function place(deck: HTMLElement, column: HTMLElement, before: Element | null): void {
  if (before === column || column.nextElementSibling === before) return;
  const feed = column.querySelector(".feed");
  const top = feed?.scrollTop ?? 0;
  const focused = column.contains(document.activeElement) ? document.activeElement : null;
  deck.insertBefore(column, before);
  if (feed) feed.scrollTop = top;
  if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
}

function watchColumnsOf(live: VigieLive, deck: HTMLElement): void {
  const board = location.pathname.split("/")[2] ?? live.getAttribute("src")?.split("/")[2] ?? "";
  const words = document.getElementById("moves")?.dataset ?? {};
  const say = (template: string | undefined, column: HTMLElement) => {
    const all = columnsIn(deck);
    tell((template ?? "").replace("{title}", column.dataset["title"] ?? "").replace("{n}", String(all.indexOf(column) + 1)).replace("{of}", String(all.length)));
  };
  const settle = (column: HTMLElement) => {
    live.reordered();
    column.scrollIntoView({ inline: "nearest", block: "nearest" });
    say(words["moved"], column);
    void keep(`/columns/${column.dataset["column"]}/move`, { board: boardOf(live) ?? board, position: String(columnsIn(deck).indexOf(column)) }).then(() => live.moved());
  };

  // By drag. The column under the pointer shows where the one in hand would go.
  let dragged: HTMLElement | null = null;
  const clear = () => {
    for (const it of columnsIn(deck)) it.classList.remove("drop-before", "drop-after");
  };
  const target = (event: DragEvent): { column: HTMLElement; after: boolean } | null => {
    const column = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-column]") : null;
    if (!column || column === dragged) return null;
    const box = column.getBoundingClientRect();
    return { column, after: event.clientX > box.left + box.width / 2 };
  };
  deck.addEventListener("dragstart", (event) => {
    const header = event.target instanceof HTMLElement && event.target.matches(".col-h") ? event.target : null;
    dragged = header?.closest<HTMLElement>("[data-column]") ?? null;
    if (!dragged || !event.dataTransfer) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.dataset["title"] ?? "");
    dragged.classList.add("col-away");
  });
  deck.addEventListener("dragover", (event) => {
    if (!dragged) return;
    event.preventDefault();
    clear();
    const over = target(event);
    over?.column.classList.add(over.after ? "drop-after" : "drop-before");
  });
  deck.addEventListener("drop", (event) => {
    const over = target(event);
    if (!dragged || !over) return;
    event.preventDefault();
    place(deck, dragged, over.after ? over.column.nextElementSibling : over.column);
    settle(dragged);
  });
  deck.addEventListener("dragend", () => {
    dragged?.classList.remove("col-away");
    dragged = null;
    clear();
  });

  // By the keyboard: taken, moved with the arrows, put down or put back.
  const grab = (column: HTMLElement): boolean => {
    const origin = column.nextElementSibling;
    column.classList.add("col-held");
    column.focus();
    say(words["grabbed"], column);
    const end = (keepIt: boolean) => {
      document.removeEventListener("keydown", move, true);
      column.removeEventListener("focusout", leave);
      column.classList.remove("col-held");
      if (keepIt) return settle(column);
      place(deck, column, origin);
      live.reordered();
      say(words["cancelled"], column);
    };
    const leave = () => queueMicrotask(() => column.contains(document.activeElement) || end(false));
    const move = (event: KeyboardEvent) => {
      const all = columnsIn(deck);
      const at = all.indexOf(column);
      if (event.key === "ArrowLeft" && at > 0) place(deck, column, all[at - 1] ?? null);
      else if (event.key === "ArrowRight" && at < all.length - 1) place(deck, column, all[at + 1]?.nextElementSibling ?? null);
      else if (event.key === "Enter") return void (event.preventDefault(), event.stopPropagation(), end(true));
      else if (event.key === "Escape") return void (event.preventDefault(), event.stopPropagation(), end(false));
      else if (!event.key.startsWith("Arrow")) return;
      event.preventDefault();
      event.stopPropagation();
      column.scrollIntoView({ inline: "nearest", block: "nearest" });
      say(words["moved"], column);
    };
    document.addEventListener("keydown", move, true);
    // Moving the node drops focus for an instant; only what stays away ends the move.
    setTimeout(() => column.addEventListener("focusout", leave));
    return true;
  };
  answerTo("move_column", () => {
    const column = live.current();
    return column !== undefined && deck.querySelector("[data-grab]") !== null && grab(column.element);
  });
  const unhide = () => {
    for (const button of deck.querySelectorAll<HTMLElement>("[data-grab][hidden]")) button.hidden = false;
  };
  unhide();
  live.addEventListener("refreshed", unhide);
  deck.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-grab]") : null;
    const column = button?.closest<HTMLElement>("[data-column]");
    if (!column) return;
    button?.closest("details")?.removeAttribute("open");
    grab(column);
  });
}

const boardOf = (live: VigieLive) => live.getAttribute("src")?.split("/")[2];

function watchTabs(tabs: HTMLElement): void {
  let dragged: HTMLElement | null = null;
  const all = () => [...tabs.querySelectorAll<HTMLElement>("[data-board]")];
  tabs.addEventListener("dragstart", (event) => {
    dragged = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>("[data-board]") : null;
    if (event.dataTransfer) event.dataTransfer.effectAllowed = "move";
  });
  tabs.addEventListener("dragover", (event) => {
    const over = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-board]") : null;
    if (!dragged || !over) return;
    event.preventDefault();
    if (over === dragged) return;
    const box = over.getBoundingClientRect();
    tabs.insertBefore(dragged, event.clientX > box.left + box.width / 2 ? over.nextElementSibling : over);
  });
  tabs.addEventListener("drop", (event) => event.preventDefault());
  tabs.addEventListener("dragend", () => {
    if (dragged) void keep(`/boards/${dragged.dataset["board"]}/move`, { position: String(all().indexOf(dragged)) });
    dragged = null;
  });
}
