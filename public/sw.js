// Pages on a bad network: the resident's, what a grid worker has in hand outdoors (the gate with its code, the doors, the
// buildings), and the driver's. A page is asked for first and kept; when nothing comes in time, the kept one is shown,
// which says from when it is. A page that was reached by a tap on a link asks to be kept. Of a place whose pages are kept,
// one that is not leads to the first one. Scripts and pictures never change under their name. Nothing else is touched,
// and the sign-in page, where every sign-out ends, throws the kept pages away.
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
  else if (isKept(pathname)) event.respondWith(page(event));
  else if (pathname.startsWith("/g/")) event.respondWith(fetch(request).catch(() => Response.redirect("/g")));
});
self.addEventListener("message", (event) => {
  const { origin, pathname, href } = new URL(event.data?.keep ?? "", self.location.origin);
  if (origin === self.location.origin && isKept(pathname)) event.waitUntil(keep(href).catch(() => {}));
});

function isKept(pathname) {
  return /^\/(r(\/.*)?|v|g|g\/(doors|receive|buildings(\/[^/]+)?))$/.test(pathname);
}

async function keep(href) {
  const answer = await fetch(href, { credentials: "same-origin" });
  if (answer.ok && !answer.redirected) await (await caches.open(PAGES)).put(href, answer);
}

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
