// The page's one polite status region: what scripts did is said there, never in the feeds.

/** Long enough for assistive technology to notice that the region changed. */
const SETTLE_MS = 100;

let timer = 0;

/** Says a sentence to assistive technology; the newest wins. */
export function tell(text: string): void {
  const region = document.getElementById("said");
  if (!region || text === "") return;
  // The same sentence twice is no change: empty the region first.
  region.textContent = "";
  clearTimeout(timer);
  timer = window.setTimeout(() => (region.textContent = text), SETTLE_MS);
}
