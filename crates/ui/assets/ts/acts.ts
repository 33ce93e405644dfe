// The current post's controls. A post carries one link to the page where it stands alone; here that
// link becomes a row of controls, made from the page's one template when the post is pointed at or
// focused, so that a long column does not hold a menu a post.

import { tell } from "./announce";

export function watchActs(): void {
  const template = document.querySelector<HTMLTemplateElement>("template#acts");
  if (!template) return;
  const meet = (event: Event) => {
    const article = event.target instanceof Element ? event.target.closest<HTMLElement>("article[data-post]") : null;
    if (article && !article.classList.contains("gone")) dress(article, template);
  };
  document.addEventListener("focusin", meet);
  document.addEventListener("pointerover", meet, { passive: true });
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-act=copy]") : null;
    if (button) void copy(button);
  });
}

/** Gives an article its row of controls, once. */
function dress(article: HTMLElement, template: HTMLTemplateElement): void {
  const row = article.querySelector<HTMLElement>(":scope > .acts");
  const page = row?.querySelector<HTMLAnchorElement>(":scope > a");
  if (!row || !page || row.dataset["dressed"]) return;
  row.dataset["dressed"] = "true";
  row.role = "group";
  row.ariaLabel = page.ariaLabel;
  const made = document.importNode(template.content, true);
  const href = article.querySelector<HTMLAnchorElement>(":is(.who, .src) > a[href]")?.href;
  const { author = "", tags = "" } = article.dataset;
  const near = page.pathname.split("/")[2] ?? "";
  const act = (kind: string) => made.querySelector<HTMLAnchorElement>(`[data-act="${kind}"]`);
  for (const kind of ["open", "open-too", "copy"]) {
    const it = act(kind);
    if (href) it?.setAttribute(kind === "copy" ? "data-copy" : "href", href);
    else it?.remove();
  }
  act("page")?.setAttribute("href", page.href);
  const query = article.closest<HTMLElement>("[data-query]")?.dataset["query"];
  if (query !== undefined) act("query")?.setAttribute("href", `/queries/${query}`);
  else act("query")?.remove();
  const lead = (kind: string, path: string, pairs: Record<string, string>, slot: string, label: string) => {
    const link = act(kind);
    if (!link) return;
    link.href = `${path}?${new URLSearchParams(pairs)}`;
    const text = link.querySelector("span");
    if (text && slot) text.textContent = (text.textContent ?? "").replace(slot, label);
  };
  if (author) {
    lead("author", "/columns/new", { kind: "author", value: author, near }, "{handle}", `@${author}`);
    lead("list", "/lists/add", { handle: author }, "", "");
  } else {
    act("author")?.remove();
    act("list")?.remove();
  }
  const slot = act("tag");
  for (const tag of tags.split(" ").filter((it) => it !== "")) {
    const link = slot?.cloneNode(true);
    if (!(link instanceof HTMLAnchorElement)) break;
    slot?.before(link);
    link.dataset["act"] = "one-tag";
    link.href = `/columns/new?${new URLSearchParams({ kind: "tags", value: tag, near })}`;
    const text = link.querySelector("span");
    if (text) text.textContent = (text.textContent ?? "").replace("{tag}", `#${tag}`);
  }
  slot?.remove();
  reasons(article, made);
  page.replaceWith(made);
}

/** Says which words matched and where, from the words marked in the article. */
function reasons(article: HTMLElement, made: DocumentFragment): void {
  const list = made.querySelector<HTMLElement>(".why ul");
  if (!list) return;
  const seen = new Set<string>();
  for (const mark of article.querySelectorAll("mark")) {
    const word = mark.textContent ?? "";
    const place = mark.closest(".alt-tx") ? "alt" : mark.closest(".card") ? "card" : mark.closest("h3, .tx-t") ? "heading" : "text";
    const key = `${place} ${word.toLowerCase()}`;
    if (word.trim() === "" || seen.has(key)) continue;
    seen.add(key);
    const item = document.createElement("li");
    const shown = document.createElement("mark");
    shown.textContent = word;
    item.append(shown, ` ${list.dataset[place] ?? ""}`);
    list.append(item);
  }
  if (seen.size === 0) list.remove();
  else made.querySelector(".why-n")?.remove();
}

async function copy(button: HTMLElement): Promise<void> {
  const address = button.dataset["copy"];
  if (!address) return;
  const menu = button.closest("details");
  try {
    await navigator.clipboard.writeText(address);
    tell(button.dataset["done"] ?? "");
  } catch {
    // Without the right to write to the clipboard the address bar is the way: open the post.
    open(address, "_blank", "noopener,noreferrer");
  }
  menu?.removeAttribute("open");
  menu?.querySelector("summary")?.focus();
}
