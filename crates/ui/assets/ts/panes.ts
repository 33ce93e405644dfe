// On a phone a board is one column a screen. Each has its address, so that Back goes to the column
// before; chips go anywhere in one press, and a swipe does the same.

/** A swipe comes to rest well within this time. */
const SETTLE_MS = 1500;

export function watchPanes(deck: HTMLElement, columns: () => HTMLElement[], signal: AbortSignal): void {
  const chips = document.querySelector("nav.chips");
  if (!chips) return;
  const phone = matchMedia("(max-width: 640px)");
  let shown = "";
  /** Where Back leads: a swipe that still comes to rest may not pull away from it. */
  let wanted: HTMLElement | undefined;
  let patience = 0;
  const release = () => {
    clearTimeout(patience);
    wanted = undefined;
  };
  const mark = (id: string) => {
    shown = id;
    for (const chip of chips.querySelectorAll("a")) {
      const is = chip.hash === `#${id}`;
      if (is) chip.setAttribute("aria-current", "true");
      else chip.removeAttribute("aria-current");
      if (is && phone.matches) chip.scrollIntoView({ inline: "nearest", block: "nearest" });
    }
  };
  const placeOf = (column: HTMLElement) => column.offsetLeft - deck.offsetLeft;
  const go = (id: string) => {
    const column = columns().find((it) => it.id === id) ?? columns()[0];
    if (!column) return;
    mark(column.id);
    release();
    wanted = column;
    patience = setTimeout(release, SETTLE_MS);
    deck.scrollTo({ left: placeOf(column) });
  };
  const rest = () => {
    if (wanted && Math.abs(deck.scrollLeft - placeOf(wanted)) > 1) deck.scrollTo({ left: placeOf(wanted) });
  };
  deck.addEventListener("scrollend", rest, { signal });
  for (const hand of ["pointerdown", "keydown", "wheel"]) document.addEventListener(hand, release, { signal, passive: true });
  const observer = new IntersectionObserver(
    (entries) => {
      const seen = entries.find((it) => it.isIntersecting)?.target.id;
      if (!seen || seen === shown || wanted) return;
      const first = shown === "";
      mark(seen);
      // The column one arrives on is the page itself; the next ones are steps one can take back.
      if (phone.matches && !first && location.hash !== `#${seen}`) history.pushState(null, "", `#${seen}`);
    },
    { root: deck, threshold: 0.6 },
  );
  for (const column of columns()) observer.observe(column);
  signal.addEventListener("abort", () => observer.disconnect());
  window.addEventListener("popstate", () => phone.matches && go(location.hash.slice(1)), { signal });
}
