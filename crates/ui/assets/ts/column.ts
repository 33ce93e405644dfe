// One live column. What arrives waits unless nobody would notice it move: reading is never disturbed.

import { fragment } from "./html";

/** What a person would scroll through; beyond, the bar says "200+" and shows the page again. */
const BUFFER_MAX = 200;
/** Articles kept in the page; older ones are a link away. */
const ARTICLES_MAX = 200;
/** When the server stops telling piece by piece, a column missed at least so many. */
const MISSED_MIN = 50;
/** Arrivals are shown together at this distance: a stream of 50 a second must not keep the page busy. */
const SETTLE_EVERY_MS = 250;
/** More than so many at once appear without easing in: a flood that moves is only work. */
const EASED_MAX = 3;
/** Within this many pixels of the top, the top is where one is. */
const TOP_PX = 8;

export class Column {
  readonly id: string;
  private waiting: HTMLElement[] = [];
  /** More than we hold: what the bar says instead of a count. */
  private over = "";
  private pointer = false;
  private settling = 0;

  constructor(
    readonly element: HTMLElement,
    private readonly reload: (column: Column) => void,
  ) {
    this.id = element.dataset["column"] ?? "";
    this.number();
    // The feed, not the column: with the pointer on the header one is not reading.
    this.feed.addEventListener("pointerenter", (event) => (this.pointer = event.pointerType === "mouse"));
    this.feed.addEventListener("pointerleave", () => {
      this.pointer = false;
      this.settle();
    });
    this.feed.addEventListener("scroll", () => this.count > 0 && this.settle(), { passive: true });
    this.feed.addEventListener("click", (event) => {
      if (event.target instanceof Element && event.target.closest("[data-new]")) this.show();
    });
  }

  get feed(): HTMLElement {
    return this.element.querySelector<HTMLElement>(".feed")!;
  }
  get list(): HTMLElement {
    return this.element.querySelector<HTMLElement>("[role=feed]")!;
  }
  get paused(): boolean {
    return this.element.dataset["paused"] === "true";
  }
  set paused(on: boolean) {
    this.element.dataset["paused"] = String(on);
    if (on) this.say();
    else this.settle();
  }
  get count(): number {
    return this.over === "" ? this.waiting.length : Number.parseInt(this.over, 10);
  }
  get articles(): HTMLElement[] {
    return [...this.list.querySelectorAll<HTMLElement>(":scope > article")];
  }
  private get atTop(): boolean {
    return this.feed.scrollTop < TOP_PX;
  }

  /** Whether an insertion now would move something under someone's eyes or hand. */
  private get held(): boolean {
    const selection = getSelection();
    const selecting = selection !== null && !selection.isCollapsed && this.element.contains(selection.anchorNode);
    return (
      this.paused ||
      !this.atTop ||
      this.pointer ||
      selecting ||
      !document.hasFocus() ||
      this.feed.contains(document.activeElement) ||
      this.element.querySelector("details[open]") !== null
    );
  }

  /** New articles, newest first. */
  arrive(html: string): void {
    const fresh: HTMLElement[] = [];
    for (const article of fragment(html).querySelectorAll<HTMLElement>("article")) {
      const known = this.list.querySelector(`[data-post="${CSS.escape(article.dataset["post"] ?? "")}"]`);
      // A post we show was edited: the new text takes its place, at its place.
      if (known) known.replaceWith(document.importNode(article, true));
      else fresh.push(document.importNode(article, true));
    }
    const ids = new Set(fresh.map((it) => it.dataset["post"]));
    this.waiting = [...fresh, ...this.waiting.filter((it) => !ids.has(it.dataset["post"]))];
    if (this.waiting.length > BUFFER_MAX) {
      this.waiting.length = BUFFER_MAX;
      this.over = `${BUFFER_MAX}+`;
    }
    this.settling ||= window.setTimeout(() => this.settle(), SETTLE_EVERY_MS);
  }

  /** Shows what waits if nobody would notice, else says how much waits. */
  settle(): void {
    clearTimeout(this.settling);
    this.settling = 0;
    if (this.waiting.length > 0 && !this.held && this.over === "") this.insert();
    this.say();
  }

  /** Shows what waits because someone asked. */
  show(): void {
    if (this.over !== "") {
      this.over = "";
      this.waiting = [];
      this.reload(this);
    } else {
      this.insert();
    }
    this.feed.scrollTo({ top: 0 });
    this.say();
  }

  /** Catches up from another copy of this column, after too much to be told piece by piece. */
  resync(fresh: HTMLElement): void {
    const list = fresh.querySelector("[role=feed]");
    if (!list) return;
    const shown = new Set(this.articles.map((it) => it.dataset["post"]));
    const meets = shown.size === 0 || [...list.children].some((it) => it instanceof HTMLElement && shown.has(it.dataset["post"]));
    if (meets) {
      this.arrive(list.innerHTML);
    } else if (this.held) {
      // Between what is read and what is new lies a stretch we do not have: never join them.
      this.waiting = [];
      this.over = `${MISSED_MIN}+`;
      this.say();
    } else {
      this.replace(fresh);
    }
  }

  /** Everything anew, from another copy of this column. */
  replace(fresh: HTMLElement): void {
    this.waiting = [];
    this.over = "";
    for (const part of ["[role=feed]", ".feed-foot"]) {
      const [old, next] = [this.element.querySelector(part), fresh.querySelector(part)];
      if (old && next) old.replaceChildren(...[...next.childNodes].map((it) => document.importNode(it, true)));
    }
    this.number();
    this.say();
  }

  /** Forgets a post its network took back. */
  forget(post: string, note: string): void {
    this.waiting = this.waiting.filter((it) => it.dataset["post"] !== post);
    const article = this.list.querySelector<HTMLElement>(`[data-post="${CSS.escape(post)}"]`);
    if (article) {
      article.classList.add("gone");
      for (const part of article.querySelectorAll(".media, .media-none, .card, .quote, .alt-tx, .meta, .re, .tx-more")) part.remove();
      const text = article.querySelector(".tx, .art-tx");
      if (text) text.textContent = note;
    }
    this.say();
  }

  private insert(): void {
    const list = this.list;
    list.setAttribute("aria-busy", "true");
    if (this.waiting.length <= EASED_MAX) for (const article of this.waiting) article.classList.add("arrived");
    list.prepend(...this.waiting);
    this.waiting = [];
    this.element.querySelector("[data-empty]")?.remove();
    const articles = this.articles;
    for (const article of articles.slice(ARTICLES_MAX)) article.remove();
    const last = articles.slice(0, ARTICLES_MAX).at(-1)?.dataset["seq"];
    const older = this.element.querySelector<HTMLAnchorElement>("a[data-older]");
    if (older && last && articles.length > ARTICLES_MAX) {
      const url = new URL(older.href);
      url.searchParams.set("before", last);
      older.href = url.href;
    }
    this.number();
    list.setAttribute("aria-busy", "false");
  }

  /** Tells assistive technology the place of each article; how many there are nobody knows. */
  number(): void {
    this.articles.forEach((article, at) => {
      article.ariaPosInSet = String(at + 1);
      article.ariaSetSize = "-1";
    });
  }

  /** Says how many wait, on the bar, on the pause line and on the phone's chip. */
  private say(): void {
    const n = this.count;
    const shown = this.over === "" ? String(n) : this.over;
    const bar = this.element.querySelector<HTMLElement>("[data-new]");
    if (bar) {
      bar.hidden = n === 0 || this.paused;
      const label = bar.querySelector<HTMLElement>("[data-label]");
      const text = (n === 1 ? bar.dataset["one"] : bar.dataset["other"]) ?? "";
      if (label) label.textContent = text.replace("{n}", shown);
    }
    const waiting = this.element.querySelector<HTMLElement>("[data-waiting]");
    if (waiting) waiting.textContent = n === 0 ? "" : (waiting.dataset["waiting"] ?? "").replace("{n}", shown);
    const chip = document.querySelector<HTMLElement>(`[data-chip="${CSS.escape(this.id)}"]`);
    if (chip) {
      chip.hidden = n === 0;
      chip.textContent = shown;
    }
  }
}
