// Names of icons and other titles, shown on hover and on focus. The pointer may enter the tip, Esc
// takes it away, and the browser's own is kept from doubling it.

/** Long enough to pass over a row of icons in silence. */
const AFTER_MS = 350;
/** Long enough to reach the tip with the pointer. */
const GRACE_MS = 120;
/** Between the tip and what it names, and around it. */
const GAP_PX = 8;

export function watchTips(): void {
  const tip = Object.assign(document.createElement("div"), { className: "tip", id: "tip", hidden: true });
  tip.setAttribute("role", "tooltip");
  document.body.append(tip);
  let owner: HTMLElement | null = null;
  let timer = 0;

  const hide = () => {
    clearTimeout(timer);
    tip.hidden = true;
    if (owner) {
      owner.title = tip.textContent ?? "";
      if (owner.getAttribute("aria-describedby") === tip.id) owner.removeAttribute("aria-describedby");
    }
    owner = null;
  };
  const show = (element: HTMLElement) => {
    if (!element.isConnected || element.title === "") return;
    tip.textContent = element.title;
    owner = element;
    element.removeAttribute("title");
    // A name that is already the control's own is not said twice.
    if (tip.textContent !== element.ariaLabel && !element.hasAttribute("aria-describedby")) element.setAttribute("aria-describedby", tip.id);
    (element.closest("dialog[open]") ?? document.body).append(tip);
    tip.hidden = false;
    place(tip, element);
  };
  const soon = (target: EventTarget | null, wait: number) => {
    const element = target instanceof Element ? target.closest<HTMLElement>("[title]") : null;
    if (!element || !element.matches("a, button, summary, time, .chip")) return;
    hide();
    timer = window.setTimeout(() => show(element), wait);
  };
  document.addEventListener("pointerover", (event) => event.pointerType === "mouse" && soon(event.target, AFTER_MS));
  document.addEventListener("pointerout", (event) => {
    const to = event.relatedTarget instanceof Node ? event.relatedTarget : null;
    clearTimeout(timer);
    if (!owner || owner.contains(to) || tip.contains(to)) return;
    timer = window.setTimeout(hide, GRACE_MS);
  });
  tip.addEventListener("pointerenter", () => clearTimeout(timer));
  document.addEventListener("focusin", (event) => event.target instanceof Element && event.target.matches(":focus-visible") && soon(event.target, 0));
  document.addEventListener("focusout", hide);
  document.addEventListener("click", hide);
  document.addEventListener("scroll", hide, { capture: true, passive: true });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || tip.hidden) return;
    hide();
    event.stopPropagation();
  }, { capture: true });
}

/** Under what it names, or over it where there is no room. */
function place(tip: HTMLElement, element: HTMLElement): void {
  const [box, own] = [element.getBoundingClientRect(), tip.getBoundingClientRect()];
  const below = box.bottom + GAP_PX + own.height < innerHeight;
  const left = Math.min(Math.max(GAP_PX, box.left + (box.width - own.width) / 2), innerWidth - own.width - GAP_PX);
  tip.style.left = `${left}px`;
  tip.style.top = `${below ? box.bottom + GAP_PX : box.top - own.height - GAP_PX}px`;
}
