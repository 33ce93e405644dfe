// Makes Vigie installable: registers the service worker, says when a new version is there, and comes
// back by itself to the page the offline page stands for.

import { scriptAddress } from "./html";

/** Waits between tries to reach the server, in seconds; the last one repeats. */
const BACKOFF_S = [1, 2, 4, 8, 30];
/** A page left open all day learns of a new version within the hour. */
const CHECK_EVERY_MS = 3_600_000;

export function watchVersion(): void {
  if (document.querySelector("[data-offline]")) comeBack(0);
  if (!("serviceWorker" in navigator)) return;
  // The language is part of the address: another language is another offline page.
  const address = `/sw.js?lang=${document.documentElement.lang}`;
  const known = navigator.serviceWorker.controller?.scriptURL;
  navigator.serviceWorker.register(scriptAddress(address), { scope: "/" }).then(
    (registration) => {
      setInterval(() => void registration.update().catch(() => undefined), CHECK_EVERY_MS);
      registration.addEventListener("updatefound", () => {
        const fresh = registration.installing;
        fresh?.addEventListener("statechange", () => {
          const strip = document.getElementById("updated");
          if (strip && fresh.state === "activated" && fresh.scriptURL === known) strip.hidden = false;
        });
      });
    },
    // Without it (private window, no TLS) all works but the offline page.
    () => undefined,
  );
}

/** Shows the page one wanted once the server answers: having a link does not mean it does. */
function comeBack(tries: number): void {
  const wait = BACKOFF_S[Math.min(tries, BACKOFF_S.length - 1)] ?? 30;
  setTimeout(async () => {
    const answer = await fetch("/healthz", { cache: "no-store" }).catch(() => null);
    if (answer?.ok) location.reload();
    else comeBack(tries + 1);
  }, wait * 1_000);
}
