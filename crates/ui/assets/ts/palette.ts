// Ctrl K: the page of search, over any page. The server finds; here one chooses with the keyboard.
// The field is a combobox whose list box is the server's answer, the same as on /find.

import { answerTo, canRun, run } from "./commands";
import { fragment } from "./html";

/** A pause in typing. */
const IDLE_MS = 90;
/** What one opened from here last, kept in this browser. */
const RECENT_KEY = "vigie-find";
const RECENT_MAX = 5;

type Recent = { href: string; label: string };

export function watchPalette(): void {
  answerTo("find", open);
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[data-find]") : null;
    if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (open()) event.preventDefault();
  });
}

function open(): boolean {
  const template = document.getElementById("palette");
  if (!(template instanceof HTMLTemplateElement)) return false;
  const dialog = document.importNode(template.content, true).querySelector("dialog");
  if (!dialog) return false;
  document.body.append(dialog);
  new Palette(dialog);
  return true;
}

class Palette {
  private readonly field: HTMLInputElement;
  private readonly list: HTMLElement;
  private timer = 0;
  private asked: AbortController | null = null;

  constructor(private readonly dialog: HTMLDialogElement) {
    this.field = dialog.querySelector<HTMLInputElement>("[role=combobox]")!;
    this.list = dialog.querySelector<HTMLElement>("[role=listbox]")!;
    const from = document.activeElement;
    dialog.addEventListener("close", () => {
      this.asked?.abort();
      clearTimeout(this.timer);
      dialog.remove();
      if (from instanceof HTMLElement) from.focus();
    });
    dialog.addEventListener("click", (event) => this.clicked(event));
    this.field.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = window.setTimeout(() => void this.find(), IDLE_MS);
    });
    this.field.addEventListener("keydown", (event) => this.pressed(event));
    dialog.querySelector("form")?.addEventListener("submit", (event) => {
      event.preventDefault();
      this.current?.click();
    });
    dialog.showModal();
    this.field.focus();
    void this.find();
  }

  private get options(): HTMLElement[] {
    return [...this.list.querySelectorAll<HTMLElement>("[role=option]")];
  }
  private get current(): HTMLElement | undefined {
    return this.options.find((it) => it.ariaSelected === "true");
  }

  private async find(): Promise<void> {
    this.asked?.abort();
    const { signal } = (this.asked = new AbortController());
    const url = new URL("/find", location.href);
    url.searchParams.set("q", this.field.value);
    url.searchParams.set("part", "1");
    this.list.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(url, { signal, credentials: "same-origin" });
      if (!response.ok || response.redirected) throw new Error(response.statusText);
      this.show(fragment(await response.text()));
    } catch {
      if (signal.aborted) return;
      this.list.replaceChildren();
      this.say(this.dialog.dataset["failed"] ?? "", true);
    }
    this.list.removeAttribute("aria-busy");
  }

  private show(found: DocumentFragment): void {
    const groups = [...found.querySelectorAll<HTMLElement>("[data-group]")];
    if (this.field.value.trim() === "") {
      const recent = this.recent();
      if (recent) groups.unshift(recent);
    }
    let n = 0;
    for (const group of groups) {
      group.setAttribute("role", "group");
      for (const item of group.querySelectorAll("ul, li, form")) item.setAttribute("role", "presentation");
      for (const option of group.querySelectorAll<HTMLElement>("a, button")) {
        // What this page cannot do now is a link to where it can be done.
        const command = option.dataset["command"];
        if (command !== undefined && canRun(command)) option.dataset["run"] = command;
        option.role = "option";
        option.id = `found-${n++}`;
        option.tabIndex = -1;
        option.ariaSelected = "false";
      }
    }
    this.list.replaceChildren(...groups);
    const said = found.querySelector<HTMLElement>("[data-said]");
    this.say(said?.textContent ?? "", said?.dataset["said"] === "none" && n === 0);
    this.choose(this.options[0]);
  }

  private say(text: string, shown: boolean): void {
    const line = this.dialog.querySelector<HTMLElement>("[data-say]");
    if (!line) return;
    line.textContent = text;
    line.classList.toggle("vh", !shown);
  }

  private choose(option: HTMLElement | undefined): void {
    for (const it of this.options) it.ariaSelected = String(it === option);
    if (option) this.field.setAttribute("aria-activedescendant", option.id);
    else this.field.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  }

  private pressed(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 5, PageUp: -5 }[event.key];
    if (step === undefined || event.isComposing) return;
    event.preventDefault();
    const all = this.options;
    const at = all.findIndex((it) => it.ariaSelected === "true");
    // One step goes round, a page stops at the ends.
    const to = Math.abs(step) === 1 ? (at + step + all.length) % all.length : Math.min(Math.max(at + step, 0), all.length - 1);
    this.choose(all[to]);
  }

  private clicked(event: MouseEvent): void {
    const target = event.target instanceof Element ? event.target : null;
    if (target === this.dialog || target?.closest("[data-cancel]")) return this.dialog.close();
    const option = target?.closest<HTMLElement>("[role=option]");
    if (!option) return;
    const command = option.dataset["run"];
    if (command !== undefined) {
      event.preventDefault();
      this.dialog.close();
      run(command);
    } else if (option instanceof HTMLAnchorElement) {
      this.remember({ href: option.getAttribute("href") ?? "", label: option.querySelector("[data-label]")?.textContent ?? "" });
      // A place of this very page is scrolled to, not loaded: nothing else would close the dialog.
      if (option.pathname === location.pathname && option.hash !== "") this.dialog.close();
    }
  }

  private recent(): HTMLElement | null {
    const group = document.importNode((this.dialog.querySelector("template[data-recent]") as HTMLTemplateElement).content, true).querySelector<HTMLElement>("[data-group]");
    const list = group?.querySelector("ul");
    const model = list?.firstElementChild;
    const recent = remembered();
    if (!group || !list || !model || recent.length === 0) return null;
    list.replaceChildren(
      ...recent.map(({ href, label }) => {
        const item = model.cloneNode(true) as HTMLElement;
        item.querySelector("a")?.setAttribute("href", href);
        item.querySelector("[data-label]")?.replaceChildren(label);
        return item;
      }),
    );
    return group;
  }

  private remember(opened: Recent): void {
    const all = [opened, ...remembered().filter((it) => it.href !== opened.href)].slice(0, RECENT_MAX);
    try {
      localStorage.setItem(RECENT_KEY, JSON.stringify(all));
    } catch {
      // A browser that keeps nothing forgets this too.
    }
  }
}

/** What was opened last; only our own addresses. */
function remembered(): Recent[] {
  try {
    const all: unknown = JSON.parse(localStorage.getItem(RECENT_KEY) ?? "[]");
    const isRecent = (it: unknown): it is Recent => typeof it === "object" && it !== null && "href" in it && "label" in it && typeof it.label === "string" && typeof it.href === "string" && /^\/(?!\/)/.test(it.href);
    return Array.isArray(all) ? all.filter(isRecent) : [];
  } catch {
    return [];
  }
}
