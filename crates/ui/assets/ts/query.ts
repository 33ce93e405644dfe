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
type Checked = { text: string; reads: string | null; summary: string; forms: string[]; remarks: Remark[] };

export class VigieQuery extends HTMLElement {
  private timer = 0;
  private asked = 0;

  connectedCallback(): void {
    const field = this.field;
    field.addEventListener("input", () => this.soon());
    field.addEventListener("scroll", () => this.align());
    new ResizeObserver(() => this.align()).observe(field);
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
    this.underline([]);
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
    if (checked.text.trim() === "") return this.underline([]);
    this.underline(checked.remarks);
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

  /** Draws the same text behind the field, with waves where something is wrong. */
  private underline(remarks: Remark[]): void {
    const back = this.querySelector<HTMLElement>("[data-back]");
    if (!back) return;
    const text = this.field.value;
    const parts: (string | HTMLElement)[] = [];
    let at = 0;
    for (const { from, to, severity } of [...remarks].sort((a, b) => a.from - b.from)) {
      if (from < at) continue;
      // A place where something lacks is shown on the sign before it.
      const start = from === to ? Math.max(at, from - 1) : from;
      parts.push(text.slice(at, start), element("span", severity === "error" ? "q-bad" : "q-warn", text.slice(start, to)));
      at = to;
    }
    back.replaceChildren(...parts, `${text.slice(at)}\n`);
    this.align();
  }

  private align(): void {
    const back = this.querySelector<HTMLElement>("[data-back]");
    if (!back) return;
    back.scrollTop = this.field.scrollTop;
    back.scrollLeft = this.field.scrollLeft;
  }
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
