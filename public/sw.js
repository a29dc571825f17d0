// The resident's pages on a bad network. A page is asked for first and kept; when nothing comes in time, the kept one is
// shown, which says from when it is. Scripts and pictures never change under their name. Nothing else is touched, and
// the sign-in page, where every sign-out ends, throws the kept pages away.
const PAGES = "pages";
const PARTS = "parts";
const WAIT_MS = 5_000;
const MOST_PARTS = 200;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (pathname.startsWith("/_next/static/") || pathname.startsWith("/icons/")) event.respondWith(part(request));
  else if (request.mode !== "navigate") return;
  else if (pathname === "/sign-in") event.waitUntil(caches.delete(PAGES));
  else if (pathname === "/r" || pathname.startsWith("/r/")) event.respondWith(page(event));
});

async function part(request) {
  const kept = await caches.match(request, { ignoreVary: true });
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) {
    const shelf = await caches.open(PARTS);
    await shelf.put(request, answer.clone());
    const all = await shelf.keys();
    await Promise.all(all.slice(0, Math.max(0, all.length - MOST_PARTS)).map((old) => shelf.delete(old)));
  }
  return answer;
}

async function page(event) {
  const shelf = await caches.open(PAGES);
  const kept = await shelf.match(event.request, { ignoreVary: true });
  const fresh = fetch(event.request).then(async (answer) => {
    if (answer.ok && !answer.redirected) await shelf.put(event.request, answer.clone());
    return answer;
  });
  if (!kept) return fresh;
  event.waitUntil(fresh.catch(() => {}));
  const late = new Promise((done) => setTimeout(done, WAIT_MS, kept));
  return Promise.race([fresh, late]).catch(() => kept);
}
