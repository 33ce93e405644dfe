// Pictures of a post, large, without leaving the column. Without script the same links are pages.

/** A finger must travel so far for a swipe. */
const SWIPE_PX = 48;

export function watchViewer(): void {
  const template = document.querySelector<HTMLTemplateElement>("template#viewer");
  if (!template) return;
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[data-picture]") : null;
    if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const dialog = document.importNode(template.content, true).querySelector("dialog");
    if (!dialog) return;
    event.preventDefault();
    view(dialog, link);
  });
}

function view(dialog: HTMLDialogElement, from: HTMLAnchorElement): void {
  const links = [...(from.closest(".media")?.querySelectorAll<HTMLAnchorElement>("a[data-picture]") ?? [from])];
  let at = links.indexOf(from);
  const image = dialog.querySelector("img")!;
  const frame = dialog.querySelector<HTMLElement>(".viewer-b")!;
  const title = dialog.querySelector<HTMLElement>("h2")!;
  const sentence = title.dataset["title"] ?? "";
  const button = (kind: string) => dialog.querySelector<HTMLButtonElement>(`[data-view=${kind}]`)!;
  const none = image.alt;

  const zoom = (on: boolean) => {
    dialog.classList.toggle("viewer-zoomed", on);
    button("zoom").hidden = on;
    button("fit").hidden = !on;
  };
  const show = (next: number) => {
    const link = links[next];
    const shown = link?.querySelector("img");
    if (!link || !shown) return;
    at = next;
    zoom(false);
    image.src = link.dataset["picture"] ?? "";
    const described = link.querySelector(".alt") !== null;
    image.alt = described ? shown.alt : none;
    title.textContent = sentence.replace("{n}", String(at + 1)).replace("{of}", String(links.length));
    dialog.querySelector<HTMLElement>("[data-alt]")!.textContent = described ? shown.alt : "";
    dialog.querySelector<HTMLElement>(".viewer-f b")!.hidden = !described;
    dialog.querySelector<HTMLElement>("[data-no-alt]")!.hidden = described;
    // Disabled rather than hidden: the buttons keep their place under the finger.
    button("previous").disabled = at === 0;
    button("next").disabled = at === links.length - 1;
  };

  dialog.addEventListener("click", (event) => {
    const pressed = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-view]") : null;
    switch (pressed?.dataset["view"]) {
      case "close":
        return dialog.close();
      case "zoom":
      case "fit":
        zoom(pressed.dataset["view"] === "zoom");
        return button(pressed.dataset["view"] === "zoom" ? "fit" : "zoom").focus();
      case "previous":
        return show(at - 1);
      case "next":
        return show(at + 1);
    }
    if (event.target === image) zoom(!dialog.classList.contains("viewer-zoomed"));
  });
  dialog.addEventListener("keydown", (event) => {
    const zoomed = dialog.classList.contains("viewer-zoomed");
    // A zoomed picture is moved by the arrows, as any page is.
    if (event.key === "ArrowLeft" && !zoomed) show(at - 1);
    else if (event.key === "ArrowRight" && !zoomed) show(at + 1);
    else if (event.key === "+") zoom(true);
    else if (event.key === "-") zoom(false);
    else return;
    event.preventDefault();
  });
  let start: number | null = null;
  frame.addEventListener("pointerdown", (event) => (start = event.pointerType === "touch" && event.isPrimary ? event.clientX : null));
  frame.addEventListener("pointerup", (event) => {
    const moved = start === null ? 0 : event.clientX - start;
    start = null;
    if (Math.abs(moved) > SWIPE_PX && !dialog.classList.contains("viewer-zoomed")) show(at + (moved < 0 ? 1 : -1));
  });
  frame.addEventListener("pointercancel", () => (start = null));
  dialog.addEventListener("close", () => {
    dialog.remove();
    (links[at] ?? from).focus();
  });
  document.body.append(dialog);
  show(at);
  dialog.showModal();
  title.focus();
}
