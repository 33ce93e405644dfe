// The search of the archive: facets that search by themselves, a stretch of the timeline chosen with
// the pointer or with keys, exports that tell how far they are. All of it is links and forms first.

import { page } from "./html";
import { swap } from "./swap";

/** How often an export that runs is looked at. */
const AGAIN_MS = 1_000;

/** <vigie-search>: results in the place of the old ones, with an address of their own. */
export class VigieSearch extends HTMLElement {
  private asked = 0;

  connectedCallback(): void {
    this.form.addEventListener("submit", this.submitted);
    this.addEventListener("change", this.changed);
    this.addEventListener("click", this.clicked);
    addEventListener("popstate", this.back);
    if (matchMedia("(max-width:860px)").matches) this.querySelector(".facets")?.removeAttribute("open");
  }

  disconnectedCallback(): void {
    removeEventListener("popstate", this.back);
  }

  private get form(): HTMLFormElement {
    return this.querySelector<HTMLFormElement>("#search")!;
  }

  private readonly back = (): void => location.reload();

  private readonly submitted = (event: SubmitEvent): void => {
    event.preventDefault();
    const url = new URL(this.form.action);
    for (const [name, value] of new FormData(this.form)) if (typeof value === "string" && value !== "") url.searchParams.append(name, value);
    void this.load(url);
  };

  private readonly changed = (event: Event): void => {
    if (event.target instanceof HTMLInputElement && event.target.hasAttribute("data-facet")) this.form.requestSubmit();
  };

  private readonly clicked = (event: MouseEvent): void => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[data-load]") : null;
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void this.load(new URL(link.href));
  };

  private async load(url: URL): Promise<void> {
    const asked = ++this.asked;
    const results = this.querySelector("#search-results");
    results?.setAttribute("aria-busy", "true");
    const next = await page(url.href).catch(() => null);
    if (asked !== this.asked) return;
    const field = next?.querySelector<HTMLInputElement>("#search [role=combobox]");
    // What looks otherwise (a first search, a failure) is a page of its own.
    if (!next || !field || field.value !== this.form.querySelector<HTMLInputElement>("[role=combobox]")?.value || !swap(next)) {
      location.assign(url);
      return;
    }
    history.pushState(null, "", url);
    this.querySelector("#search-results")?.scrollTo({ top: 0 });
  }
}

/** <vigie-brush>: a stretch of days on the timeline. The two date fields say the same, and send it. */
export class VigieBrush extends HTMLElement {
  private days: string[] = [];
  private from = 0;
  private to = 0;
  private start: number | null = null;

  connectedCallback(): void {
    const box = this.querySelector<HTMLElement>("[data-days]");
    const plot = this.querySelector<SVGElement>(".tl-p");
    if (!box || !plot) return;
    this.days = (box.dataset["days"] ?? "").split(" ");
    this.to = this.days.length - 1;
    const area = made("div", "brush-a");
    const stretch = made("div", "brush-s");
    stretch.hidden = true;
    area.append(stretch, this.handle("from"), this.handle("to"));
    box.classList.add("brush");
    box.append(area);
    const place = () => {
      const [outer, inner] = [box.getBoundingClientRect(), plot.getBoundingClientRect()];
      area.style.insetInlineStart = `${inner.left - outer.left}px`;
      area.style.width = `${inner.width}px`;
    };
    new ResizeObserver(place).observe(box);
    area.addEventListener("pointerdown", (event) => this.begin(event, area));
    area.addEventListener("pointermove", (event) => this.move(event, area));
    area.addEventListener("pointerup", (event) => this.end(event));
    area.addEventListener("pointercancel", () => (this.start = null));
    this.show();
  }

  private handle(side: "from" | "to"): HTMLElement {
    const handle = made("div", "brush-h");
    handle.role = "slider";
    handle.tabIndex = 0;
    handle.ariaLabel = this.dataset[side] ?? "";
    handle.dataset["side"] = side;
    handle.title = this.dataset["label"] ?? "";
    handle.addEventListener("keydown", (event) => this.pressed(event, side));
    return handle;
  }

  private dayAt(event: PointerEvent, area: HTMLElement): number {
    const { left, width } = area.getBoundingClientRect();
    const part = Math.min(Math.max((event.clientX - left) / Math.max(width, 1), 0), 0.9999);
    return Math.floor(part * this.days.length);
  }

  private begin(event: PointerEvent, area: HTMLElement): void {
    if (event.button !== 0) return;
    area.setPointerCapture(event.pointerId);
    const side = event.target instanceof HTMLElement ? event.target.dataset["side"] : undefined;
    // A handle moves its own end; elsewhere a new stretch begins.
    this.start = side === "from" ? this.to : side === "to" ? this.from : this.dayAt(event, area);
  }

  private move(event: PointerEvent, area: HTMLElement): void {
    if (this.start === null) return;
    const at = this.dayAt(event, area);
    [this.from, this.to] = [Math.min(this.start, at), Math.max(this.start, at)];
    this.show();
  }

  private end(event: PointerEvent): void {
    if (this.start === null) return;
    this.start = null;
    event.preventDefault();
    this.send();
  }

  private pressed(event: KeyboardEvent, side: "from" | "to"): void {
    const last = this.days.length - 1;
    const step = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -7, PageUp: 7, Home: -last, End: last }[event.key];
    if (event.key === "Enter") return this.send();
    if (step === undefined) return;
    event.preventDefault();
    const moved = Math.min(Math.max(this[side] + step, 0), last);
    // The two ends never cross.
    this[side] = side === "from" ? Math.min(moved, this.to) : Math.max(moved, this.from);
    this.show();
  }

  private show(): void {
    const n = Math.max(this.days.length, 1);
    const stretch = this.querySelector<HTMLElement>(".brush-s");
    if (!stretch) return;
    stretch.hidden = this.from === 0 && this.to === n - 1;
    stretch.style.insetInlineStart = `${(this.from / n) * 100}%`;
    stretch.style.width = `${((this.to - this.from + 1) / n) * 100}%`;
    for (const handle of this.querySelectorAll<HTMLElement>(".brush-h")) {
      const at = handle.dataset["side"] === "from" ? this.from : this.to;
      handle.style.insetInlineStart = `${((handle.dataset["side"] === "from" ? at : at + 1) / n) * 100}%`;
      handle.ariaValueMin = "0";
      handle.ariaValueMax = String(n - 1);
      handle.ariaValueNow = String(at);
      handle.ariaValueText = this.days[at] ?? "";
    }
  }

  private send(): void {
    const field = (name: string) => document.querySelector<HTMLInputElement>(`input[name=${name}][form=search]`);
    const [since, until] = [field("since"), field("until")];
    if (!since || !until) return;
    since.value = this.days[this.from] ?? "";
    until.value = this.days[this.to] ?? "";
    document.querySelector<HTMLFormElement>("#search")?.requestSubmit();
  }
}

/** <vigie-again data-again>: looks at itself again while something in it runs. */
export class VigieAgain extends HTMLElement {
  private timer = 0;

  connectedCallback(): void {
    this.soon();
  }

  disconnectedCallback(): void {
    clearTimeout(this.timer);
  }

  private soon(): void {
    if (this.hasAttribute("data-again")) this.timer = window.setTimeout(() => void this.look(), AGAIN_MS);
  }

  private async look(): Promise<void> {
    const next = await page("/search/exports").catch(() => null);
    const [old, fresh] = [this.querySelector("#exports"), next?.querySelector("#exports")];
    if (old && fresh) old.replaceWith(document.adoptNode(fresh));
    if (next && !next.querySelector("vigie-again[data-again]")) this.removeAttribute("data-again");
    if (this.isConnected) this.soon();
  }
}

function made(name: string, classes: string): HTMLElement {
  const element = document.createElement(name);
  element.className = classes;
  return element;
}
