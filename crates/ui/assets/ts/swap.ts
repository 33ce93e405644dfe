// Parts of a page that the server draws anew, put in the place of the old ones by their ids.

/** Takes every part marked `data-swap` from `next`; false when the pages are not of the same parts. */
export function swap(next: Document): boolean {
  const old = [...document.querySelectorAll<HTMLElement>("[data-swap]")];
  const same = old.every((it) => next.getElementById(it.id)) && next.querySelectorAll("[data-swap]").length === old.length;
  if (!same) return false;
  const focused = document.activeElement?.id ?? "";
  for (const it of old) {
    const fresh = next.getElementById(it.id)!;
    keep(it, fresh);
    it.replaceWith(document.adoptNode(fresh));
  }
  // What had the focus has it again; what a person was doing goes on.
  if (focused !== "" && document.activeElement === document.body) document.getElementById(focused)?.focus({ preventScroll: true });
  return true;
}

/** What the page itself remembers: the choice between two looks, and what is half typed. */
function keep(old: HTMLElement, fresh: HTMLElement): void {
  for (const it of old.querySelectorAll<HTMLInputElement>("input[type=radio]:checked")) {
    const same = fresh.querySelector<HTMLInputElement>(`input[name="${CSS.escape(it.name)}"][value="${CSS.escape(it.value)}"]`);
    if (same) same.checked = true;
  }
  for (const it of old.querySelectorAll<HTMLInputElement>("input[data-add]")) {
    const same = fresh.querySelector<HTMLInputElement>(`#${CSS.escape(it.id)}`);
    if (same && !it.hasAttribute("data-sent")) same.value = it.value;
  }
  const [from, to] = [old.querySelector(".qb-s"), fresh.querySelector<HTMLElement>(".qb-s")];
  if (from && to) requestAnimationFrame(() => (to.scrollTop = from.scrollTop));
}
