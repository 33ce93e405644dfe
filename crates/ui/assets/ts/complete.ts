// <vigie-complete src="/search/complete">: proposes how the word under the cursor goes on, in a list
// box under the field. Nothing is chosen until one asks for it: Enter searches as it always did.

/** A pause in typing. */
const IDLE_MS = 120;

/** Places are in UTF-16 units, as browsers count. */
type Proposal = { from: number; to: number; text: string; kind: string; count: string };

export class VigieComplete extends HTMLElement {
  private timer = 0;
  private asked: AbortController | null = null;
  private proposals: Proposal[] = [];
  private at = -1;

  connectedCallback(): void {
    this.field.addEventListener("input", () => this.soon());
    this.field.addEventListener("keydown", (event) => this.pressed(event));
    this.field.addEventListener("blur", () => this.close());
    // Pressed before the field loses its focus, so that the list is still there.
    this.list.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      const option = event.target instanceof Element ? event.target.closest("[role=option]") : null;
      const at = option ? [...this.list.children].indexOf(option) : -1;
      if (at >= 0) this.take(at);
    });
  }

  disconnectedCallback(): void {
    clearTimeout(this.timer);
    this.asked?.abort();
  }

  private get field(): HTMLInputElement {
    return this.querySelector<HTMLInputElement>("[role=combobox]")!;
  }
  private get list(): HTMLElement {
    return this.querySelector<HTMLElement>("[role=listbox]")!;
  }

  private soon(): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.ask(), IDLE_MS);
  }

  private async ask(): Promise<void> {
    this.asked?.abort();
    const { signal } = (this.asked = new AbortController());
    const url = new URL(this.getAttribute("src") ?? "", location.href);
    url.searchParams.set("text", this.field.value);
    url.searchParams.set("at", String(this.field.selectionStart ?? this.field.value.length));
    const response = await fetch(url, { signal, credentials: "same-origin" }).catch(() => null);
    if (!response?.ok || signal.aborted) return;
    this.proposals = (await response.json()) as Proposal[];
    if (!signal.aborted && document.activeElement === this.field) this.open();
  }

  private open(): void {
    if (this.proposals.length === 0) return this.close();
    this.at = -1;
    const options = this.proposals.map(({ text, kind, count }, n) => {
      const [option, shown, told, figure] = [document.createElement("div"), document.createElement("code"), document.createElement("span"), document.createElement("span")];
      option.role = "option";
      option.id = `${this.list.id}-${n}`;
      option.ariaSelected = "false";
      shown.textContent = text;
      told.textContent = kind;
      told.className = "grow muted";
      figure.textContent = count;
      figure.className = "muted";
      option.append(shown, told, figure);
      return option;
    });
    this.list.replaceChildren(...options);
    this.list.hidden = false;
    this.field.ariaExpanded = "true";
    const n = options.length;
    this.say((n === 1 ? this.dataset["one"] : this.dataset["other"]?.replace("{n}", String(n))) ?? "");
  }

  private close(): void {
    clearTimeout(this.timer);
    this.asked?.abort();
    this.list.hidden = true;
    this.at = -1;
    this.field.ariaExpanded = "false";
    this.field.removeAttribute("aria-activedescendant");
  }

  private pressed(event: KeyboardEvent): void {
    if (event.isComposing || this.list.hidden) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      const n = this.proposals.length;
      this.choose(this.at < 0 && step < 0 ? n - 1 : (this.at + step + n) % n);
    } else if (event.key === "Escape") {
      event.preventDefault();
      this.close();
    } else if ((event.key === "Enter" || event.key === "Tab") && this.at >= 0) {
      event.preventDefault();
      this.take(this.at);
    }
  }

  private choose(at: number): void {
    this.at = at;
    for (const [n, option] of [...this.list.children].entries()) option.ariaSelected = String(n === at);
    const option = this.list.children[at];
    option?.scrollIntoView({ block: "nearest" });
    if (option) this.field.setAttribute("aria-activedescendant", option.id);
  }

  private take(at: number): void {
    const proposal = this.proposals[at];
    if (!proposal) return;
    this.field.setRangeText(proposal.text, proposal.from, proposal.to, "end");
    this.close();
    // The remarks follow; the list does not open upon its own answer.
    this.field.dispatchEvent(new Event("input"));
    clearTimeout(this.timer);
  }

  private say(text: string): void {
    const line = this.querySelector<HTMLElement>("[data-say]");
    if (line) line.textContent = text;
  }
}
