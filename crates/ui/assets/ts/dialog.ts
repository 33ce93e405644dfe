// A link marked `data-dialog` opens its page's form in a dialog; without script it is a page.

import { page } from "./html";

export function watchDialogs(): void {
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[data-dialog]") : null;
    if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void open(link);
  });
}

async function open(link: HTMLAnchorElement): Promise<void> {
  const next = await page(link.href).catch(() => null);
  const content = next?.querySelector("[data-dialog-content]");
  if (!content) {
    location.href = link.href;
    return;
  }
  link.closest("details")?.removeAttribute("open");
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  dialog.append(...[...content.childNodes].map((it) => document.importNode(it, true)));
  const title = dialog.querySelector<HTMLElement>("h1, h2");
  if (title) {
    title.id = "dialog-title";
    title.tabIndex = -1;
    dialog.setAttribute("aria-labelledby", title.id);
  }
  document.body.append(dialog);
  dialog.addEventListener("close", () => {
    dialog.remove();
    link.focus();
  });
  dialog.addEventListener("click", (event) => {
    const cancel = event.target instanceof Element && event.target.closest("[data-cancel]");
    if (!cancel) return;
    event.preventDefault();
    dialog.close();
  });
  // A refused form comes back as a page with its errors: it takes this one's place in the dialog.
  dialog.addEventListener("submit", () => dialog.setAttribute("aria-busy", "true"));
  dialog.showModal();
  (dialog.querySelector<HTMLElement>("[autofocus]") ?? title)?.focus();
}
