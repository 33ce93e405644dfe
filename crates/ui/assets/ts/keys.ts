// From keys to commands. Letters and signs are read by `event.key`, digits by `event.code`: AZERTY
// needs Shift for them. AltGr writes signs and is never a shortcut. Keys that write are inactive in
// fields, and everywhere for who turned them off; the table comes with the page.

import { run } from "./commands";

/** Between the two keys of a sequence. */
const SEQUENCE_MS = 1_500;

export function watchKeys(): void {
  const table = new Map(Object.entries(JSON.parse(document.body.dataset["keys"] ?? "{}") as Record<string, string>));
  const starts = new Set([...table.keys()].filter((it) => it.includes(" ")).map((it) => it.split(" ")[0]));
  const singles = document.body.dataset["singleKeys"] !== "off";
  let first = "";
  let timer = 0;
  document.addEventListener("keydown", (event) => {
    const key = named(event);
    if (key === null || event.defaultPrevented || document.querySelector("dialog[open]")) return;
    const writes = !key.startsWith("Ctrl+") && event.key.length === 1;
    if (isTyping(event.target) ? !key.startsWith("Ctrl+") || event.key.length > 1 : writes && !singles) return;
    const asked = first === "" ? key : `${first} ${key}`;
    clearTimeout(timer);
    first = "";
    const command = table.get(asked) ?? (writes ? digit(event) : undefined);
    if (command !== undefined) {
      if (run(command)) event.preventDefault();
    } else if (starts.has(key)) {
      first = key;
      timer = window.setTimeout(() => (first = ""), SEQUENCE_MS);
      event.preventDefault();
    }
  });
}

/** The key as the table writes it (`j`, `Shift+P`, `?`, `Ctrl+k`, `ArrowLeft`); null for what is never a shortcut. */
function named(event: KeyboardEvent): string | null {
  if (event.isComposing || event.altKey || event.getModifierState("AltGraph") || ["Shift", "Control", "Meta", "Alt"].includes(event.key)) return null;
  const lower = event.key.toLowerCase();
  if (event.ctrlKey || event.metaKey) return `Ctrl+${event.key.length === 1 ? lower : event.key}`;
  // A letter tells capitals from Caps Lock by Shift; a sign already is what Shift made of it.
  const isLetter = event.key.length === 1 && lower !== event.key.toUpperCase();
  if (!isLetter) return event.key;
  return event.shiftKey ? `Shift+${event.key.toUpperCase()}` : lower;
}

/** The command of a digit, whatever the layout writes with its key. */
function digit(event: KeyboardEvent): string | undefined {
  const n = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
  return n !== undefined && !event.ctrlKey && !event.metaKey ? `column_${n}` : undefined;
}

const isTyping = (target: EventTarget | null): boolean => target instanceof Element && target.closest("input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable]") !== null;
