// A link marked `data-dialog` opens its page's content in a dialog; without script it is a page.

import { page, post } from "./html";

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
  dialog.className = content.hasAttribute("data-dialog-wide") ? "dialog dialog-wide" : "dialog";
  fill(dialog, content);
  document.body.append(dialog);
  dialog.addEventListener("close", () => {
    dialog.remove();
    link.focus();
  });
  dialog.addEventListener("click", (event) => {
    const cancel = event.target instanceof Element && event.target.closest("[data-cancel]");
    // The backdrop is the dialog itself; what is pressed inside has an element of its own.
    if (!cancel && event.target !== dialog) return;
    if (event.target === dialog && within(dialog, event)) return;
    event.preventDefault();
    dialog.close();
  });
  dialog.addEventListener("submit", (event) => {
    if (!(event.target instanceof HTMLFormElement) || event.target.method !== "post") return;
    event.preventDefault();
    void sendFrom(dialog, event.target, event.submitter);
  });
  dialog.showModal();
  begin(dialog);
}

function within(dialog: HTMLDialogElement, event: MouseEvent): boolean {
  const box = dialog.getBoundingClientRect();
  return event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
}

/** Puts a page's content in the dialog, titled and with a way out. */
function fill(dialog: HTMLDialogElement, content: Element): void {
  dialog.replaceChildren(...[...content.childNodes].map((it) => document.importNode(it, true)));
  const title = dialog.querySelector<HTMLElement>("h1, h2");
  if (title) {
    title.id = "dialog-title";
    title.tabIndex = -1;
    dialog.setAttribute("aria-labelledby", title.id);
  }
  if (!dialog.querySelector("[data-cancel]")) {
    const close = document.getElementById("close-button");
    if (close instanceof HTMLTemplateElement) dialog.append(document.importNode(close.content, true));
  }
}

function begin(dialog: HTMLDialogElement): void {
  const first = dialog.querySelector<HTMLElement>("[aria-invalid=true], [autofocus]") ?? dialog.querySelector<HTMLElement>("h1, h2");
  first?.focus();
}

/** An accepted form leads on; a refused one comes back with its errors and takes this one's place. */
async function sendFrom(dialog: HTMLDialogElement, form: HTMLFormElement, submitter: HTMLElement | null): Promise<void> {
  dialog.setAttribute("aria-busy", "true");
  const answer = await post(form, submitter);
  dialog.removeAttribute("aria-busy");
  if (answer.goTo !== null) {
    location.assign(answer.goTo);
    return;
  }
  const content = answer.page?.querySelector("[data-dialog-content]");
  if (content) {
    fill(dialog, content);
    begin(dialog);
  } else {
    // Without an answer the browser tries, and says itself what is wrong.
    form.submit();
  }
}
