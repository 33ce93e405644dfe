// What keys do inside a feed of posts, as the feed pattern of the ARIA guide has it: open the current
// post, go back to its column, leave the feed on either side.

import { answerTo } from "./commands";
import { VigieLive } from "./live";

export function watchFeeds(): void {
  const live = document.querySelector("vigie-live");
  if (!(live instanceof VigieLive)) return;
  const current = () => live.columns.find((it) => it.list.contains(document.activeElement));
  answerTo("open", () => {
    // On a link or a button, Enter already means something.
    const article = document.activeElement?.matches("article") ? document.activeElement : null;
    const way = article?.querySelector<HTMLElement>(":scope > .acts [data-act=page], :scope > .acts > a[data-dialog]");
    way?.click();
    return way !== null && way !== undefined;
  });
  answerTo("back", () => {
    const column = current();
    column?.element.focus();
    return column !== undefined;
  });
  answerTo("leave_after", () => {
    const column = current();
    const after = column?.element.querySelector<HTMLElement>(".feed-foot a") ?? column?.element.nextElementSibling;
    if (!(after instanceof HTMLElement)) return false;
    after.focus();
    return true;
  });
  answerTo("leave_before", () => {
    const column = current();
    const bar = column?.element.querySelector<HTMLElement>("[data-new]:not([hidden])");
    const before = bar ?? column?.element.querySelector<HTMLElement>(".col-h button, .col-h a, .col-h summary") ?? column?.element;
    before?.focus();
    return before !== undefined;
  });
}
