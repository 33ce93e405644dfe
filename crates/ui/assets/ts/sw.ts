// The service worker: one page for when there is no link, and the files it needs. Nothing else is
// kept: every other page is somebody's, and comes from the server or not at all.

/** Filled in by the build: the files of the offline page, and what changes with any of them. */
declare const FILES: string[];
declare const VERSION: string;

type Waits = Event & { waitUntil(done: Promise<unknown>): void };
type Fetches = Event & { request: Request; respondWith(response: Promise<Response>): void };
type Scope = EventTarget & { location: Location; skipWaiting(): Promise<void>; clients: { claim(): Promise<void> } };

const scope = globalThis as unknown as Scope;
const lang = new URL(scope.location.href).searchParams.get("lang") === "en" ? "en" : "fr";
const OFFLINE = `/offline/${lang}`;
const CACHE = `vigie-${lang}-${VERSION}`;

scope.addEventListener("install", (event) => {
  (event as Waits).waitUntil(prepare());
});

scope.addEventListener("activate", (event) => {
  (event as Waits).waitUntil(tidy());
});

scope.addEventListener("fetch", (event) => {
  const { request, respondWith } = event as Fetches;
  if (request.mode === "navigate") respondWith.call(event, fetch(request).catch(offline));
  else if (FILES.includes(new URL(request.url).pathname)) respondWith.call(event, kept(request));
});

async function prepare(): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.addAll([OFFLINE, ...FILES].map((it) => new Request(it, { cache: "reload" })));
  await scope.skipWaiting();
}

async function tidy(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((it) => it !== CACHE).map((it) => caches.delete(it)));
  await scope.clients.claim();
}

async function offline(): Promise<Response> {
  return (await caches.match(OFFLINE)) ?? Response.error();
}

/** Files are named by their content: what is kept is what would come. */
async function kept(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request);
}
