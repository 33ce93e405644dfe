// <vigie-query check="/queries/check">: says what Vigie understands while one types, and underlines
// what it does not. The same remarks come with the page when a form is refused.

/** A pause in typing. */
const IDLE_MS = 300;

type Remark = {
  severity: "error" | "warning";
  /** In UTF-16 units, as browsers count. */
  from: number;
  to: number;
  place: string;
  message: string;
  fix: { label: string; text: string } | null;
};
/** From, to, and the class of a stretch. */
type Stroke = [from: number, to: number, name: string];
type Checked = { text: string; reads: string | null; summary: string; forms: string[]; remarks: Remark[]; strokes: Stroke[] };

export class VigieQuery extends HTMLElement {
  private timer = 0;
  private asked = 0;
  /** What is known of the text drawn behind the field. */
  private drawn = "";
  private strokes: Stroke[] = [];

  connectedCallback(): void {
    const field = this.field;
    field.addEventListener("input", () => this.soon());
    for (const event of ["scroll", "keyup", "pointerup", "focus", "blur"]) field.addEventListener(event, () => this.align());
    new ResizeObserver(() => this.align()).observe(field);
    this.draw([]);
    // From now on the text is seen through the field.
    this.querySelector(".q-edit")?.classList.add("q-on");
    if (field.value.trim() !== "") void this.check();
  }

  disconnectedCallback(): void {
    clearTimeout(this.timer);
  }

  private get field(): HTMLTextAreaElement | HTMLInputElement {
    return this.querySelector<HTMLTextAreaElement | HTMLInputElement>("textarea, input")!;
  }

  private soon(): void {
    clearTimeout(this.timer);
    this.strokes = moved(this.strokes, this.drawn, this.field.value);
    this.draw([]);
    this.timer = window.setTimeout(() => void this.check(), IDLE_MS);
  }

  private async check(): Promise<void> {
    const text = this.field.value;
    const asked = ++this.asked;
    const url = new URL(this.getAttribute("check") ?? "", location.href);
    url.searchParams.set("text", text);
    const response = await fetch(url, { credentials: "same-origin" }).catch(() => null);
    // A slower answer to an older text says nothing of this one.
    if (!response?.ok || asked !== this.asked || text !== this.field.value) return;
    const checked = (await response.json()) as Checked;
    if (asked === this.asked) this.show(checked);
  }

  private show(checked: Checked): void {
    const out = this.querySelector<HTMLElement>("[data-remarks]");
    if (!out) return;
    const wrong = checked.remarks.some((it) => it.severity === "error");
    this.field.setAttribute("aria-invalid", String(wrong && checked.text.trim() !== ""));
    out.replaceChildren();
    this.strokes = checked.strokes;
    if (checked.text.trim() === "") return this.draw([]);
    this.draw(checked.remarks);
    // Where the answer is in sight anyway, only what is wrong is said.
    const quiet = this.hasAttribute("data-quiet");
    if (checked.reads !== null && !quiet) {
      const line = element("p", "q-ok", icon(this.dataset["ok"] ?? ""));
      line.append(element("span", "", checked.summary, " ", element("code", "code-in", checked.reads)));
      out.append(line);
    }
    if (!quiet) for (const forms of checked.forms) out.append(element("p", "hint", forms));
    if (checked.remarks.length === 0) return;
    const list = element("ul", "q-list");
    for (const remark of checked.remarks) list.append(this.remark(remark));
    out.append(list);
  }

  private remark(remark: Remark): HTMLElement {
    const tone = remark.severity === "error" ? "c-danger" : "c-warn";
    const sign = icon(this.dataset["alert"] ?? "");
    sign.classList.add(tone);
    const item = element("li", "q-item", sign, element("span", "", remark.message, " ", element("span", "muted", remark.place)));
    const fix = remark.fix;
    if (fix) {
      const button = element("button", "btn btn-s", fix.label) as HTMLButtonElement;
      button.type = "button";
      button.addEventListener("click", () => {
        this.field.value = fix.text;
        this.field.focus();
        void this.check();
      });
      item.append(button);
    }
    return item;
  }

  /** Draws the same text behind the field, coloured, with waves where something is wrong. */
  private draw(remarks: Remark[]): void {
    const back = this.querySelector<HTMLElement>("[data-back]");
    if (!back) return;
    const text = (this.drawn = this.field.value);
    const waves = remarks.map(({ from, to, severity }): Stroke => {
      // A place where something lacks is shown on the sign before it.
      return [from === to ? Math.max(0, from - 1) : from, to, severity === "error" ? "q-bad" : "q-warn"];
    });
    const marks = [...this.strokes, ...waves];
    const ends = new Set([0, text.length, ...marks.flatMap(([from, to]) => [from, to])]);
    const places = [...ends].filter((it) => it <= text.length).sort((a, b) => a - b);
    const parts = places.slice(1).map((to, n) => {
      const from = places[n]!;
      const classes = marks.filter((it) => it[0] <= from && to <= it[1]).map((it) => it[2]);
      return element("span", [...new Set(classes)].join(" "), text.slice(from, to));
    });
    back.replaceChildren(...parts, "\n");
    this.align();
  }

  private align(): void {
    const back = this.querySelector<HTMLElement>("[data-back]");
    if (!back) return;
    back.scrollTop = this.field.scrollTop;
    back.scrollLeft = this.field.scrollLeft;
  }
}

/** Strokes of an old text as far as they hold for a new one: what was typed belongs to what it touches. */
function moved(strokes: Stroke[], old: string, now: string): Stroke[] {
  let before = 0;
  while (before < Math.min(old.length, now.length) && old[before] === now[before]) before++;
  let after = 0;
  while (after < Math.min(old.length, now.length) - before && old[old.length - 1 - after] === now[now.length - 1 - after]) after++;
  const [end, by] = [old.length - after, now.length - old.length];
  return strokes.flatMap(([from, to, name]): Stroke[] => {
    if (to < before || (to === before && to < end)) return [[from, to, name]];
    if (from >= end) return [[from + by, to + by, name]];
    const kept: Stroke = [Math.min(from, before), Math.max(to, end) + by, name];
    return kept[0] < kept[1] ? [kept] : [];
  });
}

function element(name: string, classes: string, ...children: (string | Node)[]): HTMLElement {
  const made = document.createElement(name);
  if (classes) made.className = classes;
  made.append(...children);
  return made;
}

function icon(href: string): SVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "i i-s");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", href);
  svg.append(use);
  return svg;
}
