// Serves the app without a network: the shell from a cache of its version, pages from the network
// first and from the last copy otherwise. It never keeps an answer to something that was sent.
const VERSION = new URL(self.location.href).searchParams.get("v") ?? "0";
const SHELL = `ironstride-shell-${VERSION}`;
const PAGES = "ironstride-pages";
const PATIENCE_MS = 4_000;

self.addEventListener("install", (event) => {
  event.waitUntil(
    (async () => {
      const { files } = await (await fetch("/shell.json")).json();
      const cache = await caches.open(SHELL);
      await cache.addAll(files.filter((file) => file !== "/static/sw.js"));
      await self.skipWaiting();
    })(),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) {
        if (name.startsWith("ironstride-shell-") && name !== SHELL) await caches.delete(name);
      }
      await self.clients.claim();
    })(),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (address.pathname.startsWith("/static/")) event.respondWith(shellFirst(request));
  else if ((request.headers.get("Accept") ?? "").includes("text/html")) {
    event.respondWith(networkFirst(event, address));
  }
});

async function shellFirst(request) {
  const cache = await caches.open(SHELL);
  const kept = await cache.match(request, { ignoreSearch: true });
  return kept ?? fetch(request);
}

async function networkFirst(event, address) {
  const cache = await caches.open(PAGES);
  const key = address.pathname + address.search;
  const fresh = fetch(event.request).then(async (answer) => {
    if (answer.ok && answer.type === "basic" && !answer.redirected) {
      await cache.put(key, answer.clone());
    }
    return answer;
  });
  event.waitUntil(fresh.catch(() => undefined));
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  try {
    const first = await Promise.race([fresh, patience]);
    if (first) return first;
  } catch {
    // no network: what was kept
  }
  const kept = (await cache.match(key)) ?? (await cache.match(address.pathname));
  if (kept) return kept;
  const shell = await caches.open(SHELL);
  return (await shell.match("/static/offline.html")) ?? fresh;
}
