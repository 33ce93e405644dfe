// A spike someone put away stays away in this tab, until it is another one.

const KEY = "vigie-spikes";
/** A spike put away may be told again after so long: it then is news. */
const AWAY_MS = 6 * 3_600_000;

type Away = Record<string, number>;

const away = (): Away => JSON.parse(sessionStorage.getItem(KEY) ?? "{}") as Away;

/** Shows the buttons that put spikes away, and puts away those that were. */
export function tidySpikes(): void {
  const hidden = away();
  for (const button of document.querySelectorAll<HTMLElement>("[data-hide]")) {
    button.hidden = false;
    const since = hidden[button.dataset["hide"] ?? ""] ?? 0;
    if (Date.now() - since < AWAY_MS) button.closest(".strip")?.remove();
  }
}

export function watchSpikes(): void {
  tidySpikes();
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-hide]") : null;
    const id = button?.dataset["hide"];
    if (!id) return;
    sessionStorage.setItem(KEY, JSON.stringify({ ...away(), [id]: Date.now() }));
    tidySpikes();
    document.querySelector<HTMLElement>(`[data-column="${CSS.escape(id)}"]`)?.focus({ preventScroll: true });
  });
}
