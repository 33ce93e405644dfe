// The one way from text to nodes. The server escaped what strangers wrote; nothing else is parsed.

type Rules = { createHTML(text: string): string; createScriptURL(address: string): string };
type Policy = { createHTML(text: string): unknown; createScriptURL(address: string): unknown };
type Factory = { createPolicy(name: string, rules: Rules): Policy };

/** The one script a page starts by its address. */
const WORKER = /^\/sw\.js\?lang=(fr|en)$/;

const factory = (globalThis as { trustedTypes?: Factory }).trustedTypes;
const policy = factory?.createPolicy("vigie", {
  createHTML: (text) => text,
  createScriptURL: (address) => {
    if (!WORKER.test(address)) throw new TypeError(address);
    return address;
  },
});
const trusted = (text: string) => (policy ? policy.createHTML(text) : text) as string;

/** The address of the service worker, as browsers want it. */
export const scriptAddress = (address: string) => (policy ? policy.createScriptURL(address) : address) as string;

/** The nodes of a piece of a page of ours. */
export function fragment(html: string): DocumentFragment {
  const template = document.createElement("template");
  template.innerHTML = trusted(html);
  return template.content;
}

/** Another page of ours, to take pieces from. */
export async function page(url: string): Promise<Document | null> {
  const response = await fetch(url, { headers: { accept: "text/html" }, credentials: "same-origin" });
  // A redirect to the sign-in page is not the page asked for.
  if (!response.ok || (response.redirected && new URL(response.url).pathname !== new URL(url, location.href).pathname)) {
    letGo(response);
    return null;
  }
  return new DOMParser().parseFromString(trusted(await response.text()), "text/html");
}

/** A page nobody will read: left unread, it would keep one of the few connections a browser has for us. */
function letGo(response: Response): void {
  void response.body?.cancel();
}

/** What a form would send. */
export function fields(form: HTMLFormElement, submitter: HTMLElement | null = null): URLSearchParams {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form, submitter)) if (typeof value === "string") body.append(name, value);
  return body;
}

/** Sends a form: where it leads, or the page it came back with. */
export async function post(form: HTMLFormElement, submitter: HTMLElement | null): Promise<{ goTo: string | null; page: Document | null }> {
  try {
    const body = fields(form, submitter);
    const response = await fetch(form.action, { method: "POST", body, credentials: "same-origin", headers: { accept: "text/html" } });
    if (response.redirected) {
      letGo(response);
      return { goTo: response.url, page: null };
    }
    return { goTo: null, page: new DOMParser().parseFromString(trusted(await response.text()), "text/html") };
  } catch {
    return { goTo: null, page: null };
  }
}

/** Sends what a form would; the page it leads to is not fetched. What failed may work later. */
export async function send(url: string, body: URLSearchParams): Promise<"kept" | "refused" | "failed"> {
  const response = await fetch(url, { method: "POST", body, credentials: "same-origin", redirect: "manual" }).catch(() => null);
  if (!response) return "failed";
  letGo(response);
  if (response.ok || response.type === "opaqueredirect") return "kept";
  return response.status >= 500 ? "failed" : "refused";
}

/** Swaps the parts of this page that `next` has anew, but for those a person is using. */
export function refresh(next: Document, root: ParentNode = document): void {
  for (const old of root.querySelectorAll<HTMLElement>("[data-region]")) {
    const fresh = next.getElementById(old.id);
    const busy = old.querySelector("details[open]") !== null || old.contains(document.activeElement);
    if (fresh && !busy && fresh.outerHTML !== old.outerHTML) old.replaceWith(document.adoptNode(fresh));
  }
}

/** A piece the page keeps for scripts, in a `<template id="spare-NAME">`. */
export function spare(name: string): HTMLElement {
  const template = document.querySelector<HTMLTemplateElement>(`template#spare-${name}`);
  const piece = template && document.importNode(template.content, true).firstElementChild;
  return piece instanceof HTMLElement ? piece : document.createElement("div");
}
