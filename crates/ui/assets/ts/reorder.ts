// Another order for columns and tabs: by drag, by the keyboard, or by the menus that work without script.

import { answerTo } from "./commands";
import { VigieLive } from "./live";
import { Row } from "./row";

export function watchReorder(): void {
  const live = document.querySelector("vigie-live");
  const deck = live?.querySelector<HTMLElement>(".deck");
  const tabs = document.querySelector<HTMLElement>("nav[data-boards]");
  const { dataset: words = {} } = document.getElementById("moves") ?? {};
  const moveTab = tabs ? watchTabs(tabs, words) : () => false;
  const moveColumn = live instanceof VigieLive && deck ? watchColumnsOf(live, deck, words) : () => false;
  // Whoever is on a tab means the tab.
  answerTo("move_column", () => moveTab() || moveColumn());
}

/** Answers with what the key for moving does; false where there is nothing to move. */
function watchColumnsOf(live: VigieLive, deck: HTMLElement, words: DOMStringMap): () => boolean {
  const board = live.getAttribute("src")?.split("/")[2] ?? "";
  const row = new Row({
    parent: deck,
    selector: "[data-column]",
    words: { grabbed: words["grabbed"], moved: words["moved"], cancelled: words["cancelled"] },
    titleOf: (it) => it.dataset["title"] ?? "",
    address: (it) => `/columns/${it.dataset["column"]}/move`,
    fields: (position) => ({ board, position: String(position) }),
    changed: () => live.reordered(),
    kept: () => void live.moved(),
  });
  dragColumns(deck, row);
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
    row.grab(column);
  });
  return () => {
    const column = live.current()?.element;
    if (!column || !deck.querySelector("[data-grab]")) return false;
    row.grab(column);
    return true;
  };
}

/** By drag on a column's header. The column under the pointer shows where the one in hand would go. */
function dragColumns(deck: HTMLElement, row: Row): void {
  let dragged: HTMLElement | null = null;
  const clear = () => {
    for (const it of row.all) it.classList.remove("drop-before", "drop-after");
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
    const origin = dragged.nextElementSibling;
    row.place(dragged, over.after ? over.column.nextElementSibling : over.column);
    void row.settle(dragged, origin);
  });
  deck.addEventListener("dragend", () => {
    dragged?.classList.remove("col-away");
    dragged = null;
    clear();
  });
}

/** Answers with what the key for moving does on a tab; false elsewhere. */
function watchTabs(tabs: HTMLElement, words: DOMStringMap): () => boolean {
  const row = new Row({
    parent: tabs,
    selector: "[data-board]",
    words: { grabbed: words["tabGrabbed"], moved: words["tabMoved"], cancelled: words["tabCancelled"] },
    titleOf: (it) => it.dataset["title"] ?? "",
    address: (it) => `/boards/${it.dataset["board"]}/move`,
    fields: (position) => ({ position: String(position) }),
  });
  dragTabs(tabs, row);
  const grab = document.querySelector<HTMLElement>("[data-grab-tab]");
  if (grab) grab.hidden = false;
  grab?.addEventListener("click", () => {
    const tab = row.all.find((it) => it.getAttribute("aria-current") === "page");
    grab.closest("details")?.removeAttribute("open");
    if (tab) row.grab(tab);
  });
  return () => {
    const tab = grab && document.activeElement?.closest<HTMLElement>("[data-board]");
    if (!tab || !tabs.contains(tab)) return false;
    row.grab(tab);
    return true;
  };
}

/** By drag: tabs make room as the one in hand passes, and go back if it is let go elsewhere. */
function dragTabs(tabs: HTMLElement, row: Row): void {
  let dragged: HTMLElement | null = null;
  let origin: Element | null = null;
  const tabOf = (event: Event) => (event.target instanceof Element ? event.target.closest<HTMLElement>("[data-board]") : null);
  tabs.addEventListener("dragstart", (event) => {
    dragged = tabOf(event);
    origin = dragged?.nextElementSibling ?? null;
    if (event.dataTransfer) event.dataTransfer.effectAllowed = "move";
  });
  tabs.addEventListener("dragover", (event) => {
    const over = tabOf(event);
    if (!dragged) return;
    event.preventDefault();
    if (!over || over === dragged) return;
    const box = over.getBoundingClientRect();
    row.place(dragged, event.clientX > box.left + box.width / 2 ? over.nextElementSibling : over);
  });
  tabs.addEventListener("drop", (event) => {
    event.preventDefault();
    if (dragged && dragged.nextElementSibling !== origin) void row.settle(dragged, origin);
    dragged = null;
  });
  tabs.addEventListener("dragend", () => {
    if (dragged) row.putBack(dragged, origin);
    dragged = null;
  });
}
