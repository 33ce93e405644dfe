// Keeps "2 min" true without asking the server.

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** From here on the server's date says more. */
const SHOWN_MAX = 7 * DAY;

export function watchTimes(): void {
  setInterval(() => {
    if (!document.hidden) update();
  }, 30_000);
  document.addEventListener("visibilitychange", () => !document.hidden && update());
}

function update(): void {
  const { now = "", day = "d" } = document.body.dataset;
  for (const time of document.querySelectorAll<HTMLTimeElement>("time[data-age]")) {
    const age = (Date.now() - Date.parse(time.dateTime)) / 1_000;
    if (!(age < SHOWN_MAX)) continue;
    const text = age < MINUTE ? now : age < HOUR ? `${Math.floor(age / MINUTE)}\u00a0min` : age < DAY ? `${Math.floor(age / HOUR)}\u00a0h` : `${Math.floor(age / DAY)}\u00a0${day}`;
    if (time.textContent !== text) time.textContent = text;
  }
}
