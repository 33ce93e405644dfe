// <vigie-builder>: the page of a query that draws itself again while one works on it. Every change is
// an address the server answers with the whole page; the parts that changed are put in place. Without
// script the same buttons lead to the same addresses.

import { answerTo } from "./commands";
import { page, post } from "./html";
import { swap } from "./swap";

/** A pause in typing. */
const IDLE_MS = 300;
/** Changes one can take back. */
const PAST_MAX = 100;

export class VigieBuilder extends HTMLElement {
  private timer = 0;
  private asked = 0;
  private past: string[] = [];
  private future: string[] = [];
  /** The text the page was drawn for. */
  private drawn = "";
  private leaving = false;
  /** Where Cancel and the saved version are. */
  private readonly saved = location.pathname;

  connectedCallback(): void {
    this.drawn = this.text.value;
    for (const it of document.querySelectorAll<HTMLElement>("[data-undoing], [data-copy]")) it.hidden = false;
    this.form.addEventListener("submit", (event) => this.submitted(event));
    this.form.addEventListener("input", (event) => this.typed(event.target));
    this.addEventListener("submit", (event) => this.judged(event));
    document.addEventListener("click", this.clicked);
    document.addEventListener("keydown", this.pressed);
    addEventListener("beforeunload", this.asks);
  }

  disconnectedCallback(): void {
    clearTimeout(this.timer);
    document.removeEventListener("click", this.clicked);
    document.removeEventListener("keydown", this.pressed);
    removeEventListener("beforeunload", this.asks);
  }

  private get form(): HTMLFormElement {
    return document.getElementById("qb") as HTMLFormElement;
  }
  private get text(): HTMLTextAreaElement {
    return document.getElementById("text") as HTMLTextAreaElement;
  }

  /** A query that would be lost asks before the page goes. */
  private readonly asks = (event: BeforeUnloadEvent): void => {
    const changed = this.dataset["changes"] !== "0" || this.text.value !== this.drawn;
    if (changed && !this.leaving) event.preventDefault();
  };

  private readonly clicked = (event: MouseEvent): void => {
    const target = event.target instanceof Element ? event.target : null;
    if (!target || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (target.closest("[data-leave]")) this.leaving = true;
    else if (target.closest("[data-undo]")) this.goBack();
    else if (target.closest("[data-redo]")) this.goForth();
    else if (target.closest("[data-copy]")) void navigator.clipboard.writeText(this.text.value).then(() => this.say(this.dataset["copied"] ?? ""));
    const link = target.closest<HTMLAnchorElement>("a[data-load]");
    if (!link || !this.contains(link)) return;
    event.preventDefault();
    // The tab is of the text as it is now, not as it was when the link was drawn.
    const tab = new URL(link.href).searchParams.get("tab");
    if (tab !== null) (this.form.elements.namedItem("tab") as HTMLInputElement).value = tab;
    void this.load(this.draft());
  };

  private readonly pressed = (event: KeyboardEvent): void => {
    // Fields take back what is typed in them by themselves.
    const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
    if (typing || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    const back = key === "z" && !event.shiftKey;
    const forth = key === "y" || (key === "z" && event.shiftKey);
    if (!back && !forth) return;
    event.preventDefault();
    if (back) this.goBack();
    else this.goForth();
  };

  private typed(target: EventTarget | null): void {
    if (target instanceof HTMLInputElement && target.hasAttribute("data-add")) return;
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.load(this.draft()), IDLE_MS);
  }

  private submitted(event: SubmitEvent): void {
    const button = event.submitter instanceof HTMLButtonElement ? event.submitter : null;
    if (button?.formMethod === "post") {
      this.leaving = true;
      return;
    }
    event.preventDefault();
    const url = new URL(this.form.action);
    for (const [name, value] of new FormData(this.form, button)) if (typeof value === "string" && value !== "") url.searchParams.append(name, value);
    if (!url.searchParams.has("text")) url.searchParams.set("text", "");
    for (const it of this.form.querySelectorAll<HTMLInputElement>("input[data-add]")) if (it.value !== "") it.setAttribute("data-sent", "");
    // What is pressed may be gone from the new page: the field beside it is not.
    const focus = button?.id || button?.dataset["backTo"] || button?.closest(".clause-b")?.querySelector<HTMLElement>("[data-add]")?.id || document.activeElement?.id;
    void this.load(url, focus || undefined);
  }

  private judged(event: SubmitEvent): void {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.hasAttribute("data-vote")) return;
    event.preventDefault();
    const submitter = event.submitter;
    void post(form, submitter).then(() => this.load(this.draft(), undefined, form.id));
  }

  /** The address of what is in the fields now. */
  private draft(): URL {
    const url = new URL(this.form.action);
    const data = new FormData(this.form);
    for (const name of ["text", "title", "tab", "board"]) {
      const value = data.get(name);
      if (typeof value === "string") url.searchParams.set(name, value);
    }
    return url;
  }

  private async load(url: URL, focus?: string, vote?: string): Promise<void> {
    clearTimeout(this.timer);
    const asked = ++this.asked;
    const before = this.text.value;
    document.getElementById("qb-preview")?.setAttribute("aria-busy", "true");
    const next = await page(url.href).catch(() => null);
    // A slower answer to an older question says nothing of this one.
    if (asked !== this.asked) return;
    document.getElementById("qb-preview")?.setAttribute("aria-busy", "false");
    const fresh = next?.getElementById("text");
    if (!next || !(fresh instanceof HTMLTextAreaElement)) return;
    const { value } = fresh;
    if (!swap(next)) {
      this.leaving = true;
      location.assign(url);
      return;
    }
    this.dataset["changes"] = next.querySelector<HTMLElement>("vigie-builder")?.dataset["changes"] ?? "0";
    // What was typed while the server answered stays, and is asked about next.
    if (value !== before && this.text.value === before) {
      this.text.value = value;
      this.text.dispatchEvent(new Event("input"));
      this.say((this.dataset["undone"] ?? "").replace("{text}", value));
    }
    this.remember();
    const clean = this.draft();
    history.replaceState(history.state, "", this.dataset["changes"] === "0" && this.saved !== "/queries/new" ? this.saved : clean);
    if (focus !== undefined) document.getElementById(focus)?.focus();
    if (vote !== undefined) document.getElementById(vote)?.querySelector<HTMLElement>("button")?.focus();
  }

  private remember(): void {
    const text = this.text.value;
    if (text === this.drawn) return;
    if (this.past.at(-1) !== this.drawn) this.past.push(this.drawn);
    if (this.past.length > PAST_MAX) this.past.shift();
    this.future = [];
    this.drawn = text;
    this.offer();
  }

  private goBack(): void {
    if (this.text.value !== this.drawn) this.remember();
    const text = this.past.pop();
    if (text === undefined) return;
    this.future.push(this.drawn);
    this.put(text);
  }

  private goForth(): void {
    const text = this.future.pop();
    if (text === undefined) return;
    this.past.push(this.drawn);
    this.put(text);
  }

  private put(text: string): void {
    this.text.value = text;
    this.drawn = text;
    this.text.dispatchEvent(new Event("input"));
    this.offer();
    this.say((this.dataset["undone"] ?? "").replace("{text}", text));
    void this.load(this.draft());
  }

  private offer(): void {
    const enable = (part: string, on: boolean) => {
      const button = document.querySelector<HTMLButtonElement>(`[${part}]`);
      if (button) button.disabled = !on;
    };
    enable("data-undo", this.past.length > 0);
    enable("data-redo", this.future.length > 0);
  }

  private say(text: string): void {
    const line = this.querySelector<HTMLElement>("[data-say]");
    if (line) line.textContent = text;
  }
}

/** Keys on the samples of a preview: from one to the next, and what one says of it. */
export function watchJudging(): void {
  if (!document.querySelector("vigie-builder")) return;
  const samples = () => [...document.querySelectorAll<HTMLElement>(".match")];
  const current = () => samples().findIndex((it) => it.contains(document.activeElement));
  const step = (by: number) => () => {
    const all = samples();
    const to = all[Math.min(Math.max(current() + by, 0), all.length - 1)];
    to?.focus();
    to?.scrollIntoView({ block: "nearest" });
    return to !== undefined;
  };
  const judge = (word: string) => () => {
    const button = samples()[current()]?.querySelector<HTMLElement>(`[data-judge="${word}"]`);
    button?.click();
    return button !== null && button !== undefined;
  };
  answerTo("next", step(1));
  answerTo("previous", step(-1));
  answerTo("relevant", judge("relevant"));
  answerTo("off_topic", judge("off_topic"));
}
