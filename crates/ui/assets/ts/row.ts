// Things in a row that people put in another order, columns or tabs. Every move is said, and kept by
// the server at once; one it refuses is undone, and that is said too.

import { tell } from "./announce";
import { send, spare } from "./html";
import { showToast } from "./toast";

/** A server that was busy a moment ago is asked once more, after so long. */
const AGAIN_AFTER_MS = 1_000;

/** Sentences with places for `{title}`, `{n}` and `{of}`. */
type Words = { grabbed?: string | undefined; moved?: string | undefined; cancelled?: string | undefined };

export type RowOf = {
  parent: HTMLElement;
  /** What is moved, directly in `parent`. */
  selector: string;
  words: Words;
  titleOf: (it: HTMLElement) => string;
  /** Where the server is told of a move, and of what. */
  address: (it: HTMLElement) => string;
  fields: (position: number) => Record<string, string>;
  /** The order on screen changed. */
  changed?: () => void;
  /** The server keeps the new order. */
  kept?: () => void;
};

export class Row {
  constructor(private readonly of: RowOf) {}

  get all(): HTMLElement[] {
    return [...this.of.parent.querySelectorAll<HTMLElement>(`:scope > ${this.of.selector}`)];
  }

  /** Puts one before another (or last); its place in its posts, and the focus, stay. */
  place(it: HTMLElement, before: Element | null): void {
    if (before === it || it.nextElementSibling === before) return;
    const feed = it.querySelector(".feed");
    const top = feed?.scrollTop ?? 0;
    const focused = it.contains(document.activeElement) ? document.activeElement : null;
    this.of.parent.insertBefore(it, before);
    if (feed) feed.scrollTop = top;
    if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
    this.of.changed?.();
  }

  /** Puts one where it was, before `origin`; what followed it may be gone since. */
  putBack(it: HTMLElement, origin: Element | null): void {
    this.place(it, origin?.parentElement === this.of.parent ? origin : null);
  }

  /** Keeps the order as it is on screen; `origin` is what followed `it` before. */
  async settle(it: HTMLElement, origin: Element | null): Promise<void> {
    it.scrollIntoView({ inline: "nearest", block: "nearest" });
    this.say(this.of.words.moved, it);
    const position = this.all.indexOf(it);
    if (await told(this.of.address(it), new URLSearchParams(this.of.fields(position)))) return this.of.kept?.();
    this.putBack(it, origin);
    this.refused(it);
  }

  /** Takes one in hand: arrows move it, Enter puts it down, Escape or going elsewhere puts it back. */
  grab(it: HTMLElement): void {
    const origin = it.nextElementSibling;
    // Moving the node takes the focus away for an instant: that is not leaving it.
    let placing = false;
    const over = new AbortController();
    const { signal } = over;
    const end = (isKept: boolean) => {
      over.abort();
      it.classList.remove("held-on");
      if (isKept) return void this.settle(it, origin);
      this.putBack(it, origin);
      this.say(this.of.words.cancelled, it);
    };
    const shift = (by: 1 | -1) => {
      const all = this.all;
      const at = all.indexOf(it) + by;
      if (at < 0 || at >= all.length) return;
      placing = true;
      this.place(it, all[by === 1 ? at + 1 : at] ?? null);
      placing = false;
      it.scrollIntoView({ inline: "nearest", block: "nearest" });
      this.say(this.of.words.moved, it);
    };
    const press = (event: KeyboardEvent) => {
      if (event.key === "ArrowLeft") shift(-1);
      else if (event.key === "ArrowRight") shift(1);
      else if (event.key === "Enter" || event.key === "Escape") end(event.key === "Enter");
      else if (!event.key.startsWith("Arrow")) return;
      event.preventDefault();
      event.stopPropagation();
    };
    const leave = (event: FocusEvent) => {
      const to = event.relatedTarget;
      if (!placing && !(to instanceof Node && it.contains(to))) end(false);
    };
    it.classList.add("held-on");
    it.focus();
    this.say(this.of.words.grabbed, it);
    document.addEventListener("keydown", press, { capture: true, signal });
    it.addEventListener("focusout", leave, { signal });
  }

  private say(template: string | undefined, it: HTMLElement): void {
    const all = this.all;
    tell((template ?? "").replace("{title}", this.of.titleOf(it)).replace("{n}", String(all.indexOf(it) + 1)).replace("{of}", String(all.length)));
  }

  private refused(it: HTMLElement): void {
    const toast = spare("refused");
    const text = toast.querySelector("p");
    if (text) text.textContent = (text.textContent ?? "").replace("{title}", this.of.titleOf(it));
    showToast(toast);
    tell(text?.textContent ?? "");
  }
}

/** Tells the server; what may work later is tried once more. */
async function told(url: string, body: URLSearchParams): Promise<boolean> {
  const first = await send(url, body);
  if (first !== "failed") return first === "kept";
  await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER_MS));
  return (await send(url, body)) === "kept";
}
