// One live column. What arrives waits unless nobody would notice it move: reading is never disturbed.

import { fragment, page, spare } from "./html";

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
/** What takes less is not waited for: a shape that flashes is worse than none. */
const SKELETON_AFTER_MS = 400;
/** So many screens before the last post, the posts below it are fetched. */
const AHEAD_SCREENS = 1.5;
/** Within this many pixels of the top, the top is where one is. */
const TOP_PX = 8;

export class Column {
  readonly id: string;
  private waiting: HTMLElement[] = [];
  /** More than we hold: what the bar says instead of a count. */
  private over = "";
  private pointer = false;
  private settling = 0;
  /** How far the list is drawn above its place, for posts under a hand to stay where they are. */
  private lift = 0;

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
    const scrolled = (): void => {
      if (this.count > 0) this.settle();
      this.readOn();
    };
    this.feed.addEventListener("scroll", scrolled, { passive: true });
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

  /** Whether someone has a post of this column in hand. */
  private get inHand(): boolean {
    const selection = getSelection();
    const selecting = selection !== null && !selection.isCollapsed && this.element.contains(selection.anchorNode);
    return this.pointer || selecting || this.feed.contains(document.activeElement) || this.element.querySelector("details[open]") !== null;
  }

  /** Whether an insertion now would move something under someone's eyes or hand. */
  private get held(): boolean {
    return this.paused || !this.atTop || !document.hasFocus() || this.inHand;
  }

  /** New articles, newest first; how many there are. */
  arrive(html: string): number {
    const fresh: HTMLElement[] = [];
    for (const article of fragment(html).querySelectorAll<HTMLElement>("article")) {
      const known = this.list.querySelector(`[data-post="${CSS.escape(article.dataset["post"] ?? "")}"]`);
      // A post we show was edited: the new text takes its place, at its place.
      if (known instanceof HTMLElement) this.renew(known, document.importNode(article, true));
      else fresh.push(document.importNode(article, true));
    }
    const ids = new Set(fresh.map((it) => it.dataset["post"]));
    this.waiting = [...fresh, ...this.waiting.filter((it) => !ids.has(it.dataset["post"]))];
    if (this.waiting.length > BUFFER_MAX) {
      this.waiting.length = BUFFER_MAX;
      this.over = `${BUFFER_MAX}+`;
    }
    this.settling ||= window.setTimeout(() => this.settle(), SETTLE_EVERY_MS);
    return fresh.length;
  }

  /** An edited post takes its own place; the seam on it and the eye below it stay. */
  private renew(known: HTMLElement, fresh: HTMLElement): void {
    const seam = known.querySelector(":scope > .seam");
    if (seam) {
      fresh.classList.add("seamed");
      fresh.prepend(seam);
    }
    const focused = known.contains(document.activeElement);
    this.keeping(() => known.replaceWith(fresh));
    this.number();
    if (focused) fresh.focus({ preventScroll: true });
  }

  /** Shows what waits if nobody would notice, else says how much waits. */
  settle(): void {
    clearTimeout(this.settling);
    this.settling = 0;
    if (this.lift !== 0 && !this.inHand) this.lifted(0);
    if (this.waiting.length > 0 && !this.held && this.over === "") this.insert();
    this.say();
  }

  /** Shows what waits because someone asked. */
  show(): void {
    if (this.over !== "") this.reload(this);
    else this.insert();
    this.lifted(0);
    this.feed.scrollTo({ top: 0 });
    this.say();
  }

  /**
   * The newest posts of another copy of this column, above those shown. Where the two do not meet, a
   * row says that posts are missing between them, and brings them when asked.
   */
  join(fresh: HTMLElement): void {
    const shown = new Set(this.articles.map((it) => it.dataset["post"]));
    const newest = [...fresh.querySelectorAll<HTMLElement>("[role=feed] > article")];
    const above = newest.filter((it) => !shown.has(it.dataset["post"])).map((it) => document.importNode(it, true));
    this.waiting = [];
    this.over = "";
    const last = above.at(-1);
    const first = this.articles[0];
    this.list.prepend(...above);
    if (last && first && above.length === newest.length) last.after(this.missing(last, first));
    this.prune();
    this.number();
    this.say();
  }

  /** The row between two stretches that do not meet. */
  private missing(above: HTMLElement, below: HTMLElement): HTMLElement {
    const row = spare("gap");
    row.querySelector("[data-fill]")?.addEventListener("click", () => void this.fill(row, above.dataset["seq"] ?? "", Number(below.dataset["seq"] ?? 0)));
    return row;
  }

  private async fill(row: HTMLElement, before: string, until: number): Promise<void> {
    const url = `/columns/${this.id}?before=${before}`;
    const more = await this.fetched(url, row);
    if (!more) return;
    const articles = [...more.querySelectorAll<HTMLElement>("[role=feed] > article")];
    const between = articles.filter((it) => Number(it.dataset["seq"]) > until).map((it) => document.importNode(it, true));
    const last = between.at(-1);
    const next = row.nextElementSibling;
    this.keeping(() => {
      row.replaceWith(...between);
      // A page of posts was not enough: what is still missing stays told.
      if (last && between.length === articles.length && next instanceof HTMLElement) last.after(this.missing(last, next));
    });
    this.number();
    (between[0] ?? (next instanceof HTMLElement ? next : this.element)).focus({ preventScroll: true });
  }

  /** Fetches older posts before their reader comes to the end; a link stays beyond what a page can carry. */
  private readOn(): void {
    const feed = this.feed;
    const left = feed.scrollHeight - feed.scrollTop - feed.clientHeight;
    if (left > AHEAD_SCREENS * feed.clientHeight || this.articles.length >= ARTICLES_MAX) return;
    const link = this.element.querySelector<HTMLAnchorElement>(".feed-foot:not([aria-busy]) a[data-older]");
    // What failed is tried again when asked, not with every move.
    if (link && !this.element.querySelector("[data-part-error]")) void this.older(link);
  }

  /** The next posts below those shown, in place of the link that leads to them. */
  async older(link: HTMLAnchorElement): Promise<void> {
    const foot = link.closest<HTMLElement>(".feed-foot");
    if (!foot || foot.ariaBusy === "true") return;
    const more = await this.fetched(link.href, foot);
    if (!more) return;
    // By date the archive may have what arrived late, and is above already.
    const shown = new Set(this.articles.map((it) => it.dataset["post"]));
    const below = [...more.querySelectorAll<HTMLElement>("[role=feed] > article")].filter((it) => !shown.has(it.dataset["post"]));
    const articles = below.map((it) => document.importNode(it, true));
    this.list.append(...articles);
    this.number();
    const focused = foot.contains(document.activeElement);
    const next = more.querySelector(".feed-foot");
    if (next) foot.replaceWith(document.importNode(next, true));
    if (focused) articles[0]?.focus({ preventScroll: true });
  }

  /**
   * This column as another page has it. While one waits, the shape of posts stands in for them; if they
   * cannot be had, the column says so itself and offers to try again: the others go on.
   */
  private async fetched(url: string, place: HTMLElement): Promise<HTMLElement | null> {
    this.element.querySelector("[data-part-error]")?.remove();
    place.setAttribute("aria-busy", "true");
    const shape = spare("skeleton");
    const timer = setTimeout(() => place.after(shape), SKELETON_AFTER_MS);
    const next = await page(url).catch(() => null);
    clearTimeout(timer);
    shape.remove();
    place.removeAttribute("aria-busy");
    const found = next?.querySelector<HTMLElement>(`[data-column="${CSS.escape(this.id)}"]`) ?? null;
    if (!found) {
      const error = spare("error");
      error.dataset["partError"] = "";
      error.querySelector("[data-again]")?.addEventListener("click", () => {
        error.remove();
        place.querySelector<HTMLElement>("a, button")?.click();
      });
      place.after(error);
    }
    return found;
  }

  /**
   * Around a change of what stands above posts: a strip, a bar, an edit. What is read stays where it is
   * on screen. The answer is to be called after the change.
   */
  steady(): () => void {
    const place = () => this.feed.getBoundingClientRect().top;
    const [held, top] = [this.inHand, place()];
    const anchor = held ? (this.handled ?? this.reading) : this.reading;
    const before = anchor?.getBoundingClientRect().top ?? 0;
    return () => {
      if (!anchor?.isConnected) return;
      const moved = anchor.getBoundingClientRect().top - before;
      // Browsers with scroll anchoring see to what moves within the feed, once it is scrolled.
      if (this.feed.scrollTop > 0) this.feed.scrollTop += CSS.supports("overflow-anchor", "auto") ? place() - top : moved;
      // At the top there is nothing to scroll: the list is drawn higher until the hand is gone.
      else if (held && Math.abs(moved) >= 1) this.lifted(this.lift - moved);
    };
  }

  private keeping(change: () => void): void {
    const steadied = this.steady();
    change();
    steadied();
  }

  private lifted(by: number): void {
    this.lift = by;
    this.list.style.marginBlockStart = by === 0 ? "" : `${by}px`;
  }

  /** The article someone points at, or is in. */
  private get handled(): HTMLElement | null {
    return this.list.querySelector<HTMLElement>(":scope > article:is(:hover,:focus-within,:has(details[open]))");
  }

  /** The first article in sight: what someone reads. */
  private get reading(): HTMLElement | null {
    const top = this.feed.getBoundingClientRect().top;
    return this.articles.find((it) => it.getBoundingClientRect().bottom > top) ?? null;
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
      // Between what is read and what is new lies a stretch we do not have: said when it is shown.
      this.waiting = [];
      this.over = `${MISSED_MIN}+`;
      this.say();
    } else {
      this.replace(fresh);
    }
  }

  /** Takes the place of its error from a copy that could be read. */
  recover(fresh: HTMLElement): void {
    const feed = fresh.querySelector(".feed");
    if (!feed || !this.element.querySelector("[data-unread]") || feed.querySelector("[data-unread]")) return;
    const focused = this.feed.contains(document.activeElement);
    this.waiting = [];
    this.over = "";
    this.feed.replaceChildren(...[...feed.childNodes].map((it) => document.importNode(it, true)));
    this.number();
    this.settle();
    if (focused) this.element.focus({ preventScroll: true });
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
      this.keeping(() => {
        for (const part of article.querySelectorAll(".media, .media-none, .card, .quote, .poll, .alt-tx, .meta, .re, .re-tx, .tx-more, .acts")) part.remove();
        const text = article.querySelector(".tx, .art-tx");
        if (text) text.textContent = note;
      });
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
    this.prune();
    this.number();
    list.setAttribute("aria-busy", "false");
  }

  /** Lets the oldest go when one is at the top: they are a link away. */
  private prune(): void {
    const articles = this.articles;
    if (articles.length <= ARTICLES_MAX || !this.atTop) return;
    for (const article of articles.slice(ARTICLES_MAX)) article.remove();
    // A row that told of missing posts has nothing below it any more.
    const last = articles[ARTICLES_MAX - 1];
    while (last?.nextElementSibling) last.nextElementSibling.remove();
    const older = this.element.querySelector<HTMLAnchorElement>("a[data-older]");
    const seq = last?.dataset["seq"];
    if (!older || !seq) return;
    const url = new URL(older.href);
    url.searchParams.set("before", seq);
    older.href = url.href;
  }

  /** Tells assistive technology the place of each article; how many there are nobody knows. */
  number(): void {
    this.articles.forEach((article, at) => {
      const place = String(at + 1);
      if (article.ariaPosInSet !== place) article.ariaPosInSet = place;
      if (article.ariaSetSize !== "-1") article.ariaSetSize = "-1";
    });
  }

  /** Says how many wait, on the bar, on the pause line and on the phone's chip. */
  private say(): void {
    const n = this.count;
    const shown = this.over === "" ? String(n) : this.over;
    const bar = this.element.querySelector<HTMLElement>("[data-new]");
    if (bar) {
      const hidden = n === 0 || this.paused;
      if (bar.hidden !== hidden) this.keeping(() => (bar.hidden = hidden));
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
