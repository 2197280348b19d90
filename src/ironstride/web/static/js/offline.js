// Keeps the app usable without a network: registers the service worker, keeps pages at hand.
const PAGES = "ironstride-pages";

export function registerShell(version) {
  if (!("serviceWorker" in navigator)) return;
  navigator.serviceWorker.register(`/sw.js?v=${version}`, { scope: "/" }).catch((error) => {
    // Without it the pages work as long as the server does; a private window refuses it.
    console.warn("Offline use is not possible here:", error.message);
  });
}

// Ensures that pages open without a network from now on: those that today needs.
export async function keepPages(paths) {
  if (!("caches" in window)) return;
  const cache = await caches.open(PAGES);
  await Promise.allSettled(
    paths.map(async (path) => {
      const answer = await fetch(path, { headers: { Accept: "text/html" } });
      if (answer.ok && !answer.redirected) await cache.put(path, answer);
      else await answer.body?.cancel();
    }),
  );
}
