// A notice with its way back: the ring runs down, waits while the notice is pointed at or focused, and
// the notice leaves when it is over. Without script it stays.

import { answerTo } from "./commands";

export function watchToasts(): void {
  for (const toast of document.querySelectorAll<HTMLElement>("[data-toasts] [data-toast]")) arm(toast);
}

/** Shows a notice in the place of notices, one at a time. */
export function showToast(toast: HTMLElement): void {
  const place = document.querySelector("[data-toasts]") ?? document.body.appendChild(Object.assign(document.createElement("div"), { className: "toasts" }));
  place.setAttribute("data-toasts", "");
  place.replaceChildren(toast);
  arm(toast);
}

function arm(toast: HTMLElement): void {
  const seconds = Number(document.body.dataset["undoSecs"] ?? 12);
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const ring = toast.querySelector(".ring-p") ?? toast;
  const run = ring.animate([{ strokeDasharray: "100 100" }, { strokeDasharray: "0 100" }], { duration: seconds * 1_000, easing: still ? `steps(${seconds})` : "linear", fill: "forwards" });
  const held = () => toast.matches(":hover") || toast.contains(document.activeElement);
  const hold = () => (held() ? run.pause() : run.play());
  for (const event of ["pointerenter", "pointerleave", "focusin", "focusout"]) toast.addEventListener(event, () => queueMicrotask(hold));
  const leave = () => {
    toast.classList.add("toast-out");
    void Promise.allSettled(toast.getAnimations().map((it) => it.finished)).then(() => toast.remove());
  };
  answerTo("undo", () => {
    const back = toast.isConnected ? toast.querySelector<HTMLElement>("button, a") : null;
    back?.click();
    return back !== null;
  });
  run.finished.then(leave, () => undefined);
  toast.addEventListener("keydown", (event) => {
    if (event.key === "Escape") run.finish();
  });
}
