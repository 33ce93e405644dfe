// <vigie-live src="/listen/BOARD/live" after="SEQ">: keeps the columns inside it up to date.

import { tell } from "./announce";
import { Column } from "./column";
import { fields, page, refresh, send } from "./html";
import { watchPanes } from "./panes";
import { Room } from "./room";
import { tidySpikes } from "./spikes";

/** Waits between tries, in seconds; the last one repeats. */
const BACKOFF_S = [1, 2, 4, 8, 30];
/** A cut shorter than this is nobody's business. */
const LOST_AFTER_MS = 5_000;
/** Figures and pictures of the headers follow the posts at this distance. */
const REFRESH_EVERY_MS = 30_000;
/** Word of a change is acted upon at this distance, however often it comes. */
const CHANGED_EVERY_MS = 10_000;
/** Several changes that come together are one. */
const CHANGED_AFTER_MS = 500;
/** Titles change at most this often. */
const TITLE_EVERY_MS = 10_000;
/** What arrived is summed up for those who listen at most this often. */
const SUMMARY_EVERY_MS = 30_000;

type Arrived = { columns: { id: string; html: string }[] };

export class VigieLive extends HTMLElement {
  columns: Column[] = [];
  private stream: EventSource | null = null;
  private last = "";
  private tries = 0;
  private lostAt = 0;
  private retryAt = 0;
  private stale = false;
  private refreshing = 0;
  private refreshedAt = 0;
  /** Somebody added or removed a column: the page is shown anew when nobody looks. */
  private outdated = false;
  /** What arrived in each column since the last summary. */
  private readonly arrived = new Map<string, number>();
  private readonly ownTitle = document.title;
  private readonly stop = new AbortController();
  /** What the server is being told of pauses. */
  private pausing = Promise.resolve();
  private readonly room = new Room(() => this.rest(), this.stop.signal);

  connectedCallback(): void {
    this.last = this.getAttribute("after") ?? "0";
    this.columns = [...this.querySelectorAll<HTMLElement>("[data-column]")].map((it) => new Column(it, (column) => void this.reload(column)));
    const { signal } = this.stop;
    this.addEventListener("submit", (event) => this.submitted(event), { signal });
    this.addEventListener("click", (event) => void this.clicked(event), { signal });
    document.addEventListener("selectionchange", () => this.settle(), { signal });
    window.addEventListener("focus", () => this.settle(), { signal });
    document.addEventListener("focusout", () => queueMicrotask(() => this.settle()), { signal });
    document.addEventListener("visibilitychange", () => (document.hidden ? this.left() : this.awake()), { signal });
    window.addEventListener("online", () => this.retry(), { signal });
    document.querySelector("[data-retry]")?.addEventListener("click", () => this.retry(), { signal });
    document.addEventListener("submit", (event) => this.pausedAll(event), { signal });
    const every = (ms: number, run: () => void) => {
      const timer = setInterval(run, ms);
      signal.addEventListener("abort", () => clearInterval(timer));
    };
    every(1_000, () => this.tick());
    every(REFRESH_EVERY_MS, () => void this.refreshed());
    every(TITLE_EVERY_MS, () => this.titled());
    every(SUMMARY_EVERY_MS, () => this.summed());
    const deck = this.querySelector<HTMLElement>(".deck");
    if (deck) watchPanes(deck, () => this.columns.map((it) => it.element), signal);
    this.open();
  }

  disconnectedCallback(): void {
    this.stop.abort();
    this.stream?.close();
  }

  /** The column a person is in: of the focus, else the first in sight. */
  current(): Column | undefined {
    const focused = this.columns.find((it) => it.element.contains(document.activeElement));
    return focused ?? this.columns.find((it) => it.element.getBoundingClientRect().left >= 0) ?? this.columns[0];
  }

  private open(): void {
    const url = new URL(this.getAttribute("src") ?? "", location.href);
    url.searchParams.set("after", this.last);
    const stream = new EventSource(url);
    this.stream = stream;
    this.room.taken();
    stream.addEventListener("open", () => {
      this.tries = 0;
      this.lostAt = 0;
      this.retryAt = 0;
      this.strip();
    });
    stream.addEventListener("error", () => {
      // We resume ourselves: the browser gives up on some errors, and keeps no pace.
      stream.close();
      if (this.stream !== stream) return;
      this.lostAt ||= Date.now();
      const wait = BACKOFF_S[Math.min(this.tries, BACKOFF_S.length - 1)] ?? 30;
      this.tries += 1;
      this.retryAt = Date.now() + wait * 1_000;
    });
    const on = (name: string, run: (data: string) => void) =>
      stream.addEventListener(name, (event: MessageEvent<string>) => {
        if (event.lastEventId) this.last = event.lastEventId;
        run(event.data);
      });
    on("mentions", (data) => {
      this.stale = true;
      for (const { id, html } of (JSON.parse(data) as Arrived).columns) {
        const n = this.columns.find((it) => it.id === id)?.arrive(html) ?? 0;
        this.arrived.set(id, (this.arrived.get(id) ?? 0) + n);
      }
    });
    on("gone", (data) => {
      const note = this.dataset["gone"] ?? "";
      for (const post of (JSON.parse(data) as { posts: string[] }).posts) for (const column of this.columns) column.forget(post, note);
    });
    on("changed", () => this.changed());
    on("resync", () => void this.resync());
  }

  /** Other tabs need the connection, and nobody looks at this one. */
  private rest(): void {
    this.stream?.close();
    this.stream = null;
    this.retryAt = 0;
    this.lostAt = 0;
  }

  private awake(): void {
    if (this.stream === null) this.open();
  }

  private retry(): void {
    if (this.retryAt === 0) return;
    this.retryAt = 0;
    this.open();
  }

  private tick(): void {
    if (this.retryAt !== 0 && Date.now() >= this.retryAt) this.retry();
    this.strip();
  }

  /** The strip that says the link is lost, once it matters. */
  private strip(): void {
    const strip = document.getElementById("lost");
    if (!strip) return;
    const hidden = this.lostAt === 0 || Date.now() - this.lostAt < LOST_AFTER_MS;
    if (strip.hidden !== hidden) this.steady(() => (strip.hidden = hidden));
    const wait = Math.max(0, Math.ceil((this.retryAt - Date.now()) / 1_000));
    for (const part of strip.querySelectorAll<HTMLElement>("[data-when]")) part.hidden = (part.dataset["when"] === "later") !== (wait > 0 && this.retryAt !== 0);
    const delay = strip.querySelector("[data-delay]");
    if (delay) delay.textContent = `${wait}\u00a0s`;
  }

  private settle(): void {
    for (const column of this.columns) column.settle();
  }

  private titled(): void {
    const n = this.columns.reduce((sum, column) => sum + column.count, 0);
    const title = n > 0 ? `(${n}) ${this.ownTitle}` : this.ownTitle;
    if (document.title !== title) document.title = title;
  }

  /** One sentence for all columns, for who asked for it. */
  private summed(): void {
    const words = this.dataset["announce"];
    const parts = this.columns
      .filter((it) => !it.paused && (this.arrived.get(it.id) ?? 0) > 0)
      .map((it) => (words ?? "").replace("{title}", it.element.dataset["title"] ?? "").replace("{n}", String(this.arrived.get(it.id))));
    this.arrived.clear();
    if (words) tell(parts.join(", "));
  }

  /** The columns stand in another order. */
  reordered(): void {
    const order = [...this.querySelectorAll<HTMLElement>("[data-column]")];
    this.columns.sort((a, b) => order.indexOf(a.element) - order.indexOf(b.element));
  }

  /** The server keeps another order: what the menus offer follows from it. */
  async moved(): Promise<void> {
    this.stale = true;
    await this.refreshed();
  }

  private changed(): void {
    this.stale = true;
    const wait = Math.max(CHANGED_AFTER_MS, this.refreshedAt + CHANGED_EVERY_MS - Date.now());
    this.refreshing ||= window.setTimeout(() => void this.refreshed(), wait);
  }

  private async refreshed(): Promise<void> {
    clearTimeout(this.refreshing);
    this.refreshing = 0;
    if (!this.stale || document.hidden) return;
    this.stale = false;
    this.refreshedAt = Date.now();
    const next = await page(location.href).catch(() => null);
    if (!next) return;
    this.renew(next);
    const ids = [...next.querySelectorAll<HTMLElement>("[data-column]")].map((it) => it.dataset["column"]);
    this.outdated = ids.join() !== this.columns.map((it) => it.id).join();
    this.settle();
  }

  /** Changes what stands around the columns, while posts in a hand stay under it. */
  private steady(change: () => void): void {
    const steadied = this.columns.map((it) => it.steady());
    change();
    for (const it of steadied) it();
  }

  /** The regions of another copy of this page, and what scripts put in them. */
  private renew(next: Document): void {
    this.steady(() => {
      refresh(next);
      for (const column of this.columns) {
        const fresh = next.getElementById(column.element.id);
        if (fresh) column.recover(fresh);
      }
      tidySpikes();
    });
    this.dispatchEvent(new Event("refreshed"));
  }

  private async reload(column: Column): Promise<void> {
    const next = await page(location.href).catch(() => null);
    const fresh = next?.getElementById(column.element.id);
    if (fresh) column.join(fresh);
  }

  /** We missed too much to be told piece by piece. */
  private async resync(): Promise<void> {
    const next = await page(location.href).catch(() => null);
    if (!next) return;
    this.renew(next);
    const after = next.querySelector("vigie-live")?.getAttribute("after");
    if (after) this.last = after;
    for (const column of this.columns) {
      const fresh = next.getElementById(column.element.id);
      if (fresh) column.resync(fresh);
    }
  }

  private submitted(event: SubmitEvent): void {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.matches("[data-pause]")) return;
    event.preventDefault();
    const column = this.columns.find((it) => it.element.contains(form));
    if (column) this.pause(form, [column]);
  }

  private pausedAll(event: SubmitEvent): void {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.matches("[data-pause-all]")) return;
    event.preventDefault();
    this.pause(form, this.columns);
  }

  /** At once here, then on the server, in the order it was asked: a form may tell of what was before. */
  private pause(form: HTMLFormElement, columns: Column[]): void {
    const on = columns.some((it) => !it.paused);
    const focused = form.contains(document.activeElement);
    for (const column of columns) column.paused = on;
    if (focused && document.activeElement instanceof HTMLElement) document.activeElement.blur();
    const paused = form.elements.namedItem("paused");
    if (paused instanceof HTMLInputElement) paused.value = String(on);
    const body = fields(form);
    this.pausing = this.pausing.then(() => this.keepPause(form, body, columns, focused));
  }

  /** Tells the server, then takes the labels as it draws them. */
  private async keepPause(form: HTMLFormElement, body: URLSearchParams, columns: Column[], focused: boolean): Promise<void> {
    if ((await send(form.action, body)) !== "kept") return form.submit();
    const next = await page(location.href).catch(() => null);
    if (next) this.renew(next);
    for (const column of columns) column.settle();
    const again = columns.length === 1 ? columns[0]?.element.querySelector<HTMLElement>("[data-pause] button") : document.querySelector<HTMLElement>("[data-pause-all] button");
    if (focused) again?.focus();
  }

  private async clicked(event: MouseEvent): Promise<void> {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a:is([data-older],[data-recover])") : null;
    const column = link && this.columns.find((it) => it.element.contains(link));
    if (!link || !column || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (link.matches("[data-older]")) return column.older(link);
    link.setAttribute("aria-busy", "true");
    const next = await page(location.href).catch(() => null);
    link.removeAttribute("aria-busy");
    if (next) this.renew(next);
  }

  /** Nobody looks: say what was seen, and catch up with what others did to the board. */
  private left(): void {
    this.seen();
    if (this.outdated && document.querySelector("dialog[open]") === null) location.reload();
  }

  /** Tells the server what was on screen, for the seam of the next visit. */
  private seen(): void {
    for (const column of this.columns) {
      const seq = column.articles[0]?.dataset["seq"];
      const url = column.element.dataset["seen"];
      if (seq && url && !column.paused && column.feed.scrollTop === 0) navigator.sendBeacon(url, new URLSearchParams({ seq }));
    }
  }
}
