import { CacheFirst, ExpirationPlugin, NetworkFirst, Serwist } from "serwist";
import { setPerson } from "../outbox/phone-shelf.ts";
import { sealedPages } from "./sealed-pages.ts";

// Pages on a bad network: the resident's, what a grid worker has in hand outdoors (the gate with its code, the doors, the
// buildings), and the driver's. A page is asked for first and kept; when nothing comes in time, the kept one is shown,
// which says from when it is. A page that was reached by a tap on a link asks to be kept. Of a place whose pages are kept,
// one that is not leads to the first one. Scripts and pictures never change under their name. Nothing else is touched,
// and the sign-in page, where every sign-out ends, throws the kept pages away. Bundled by `app/sw.js/route.ts`.

/** As much of a worker's own world as is used here: its whole library of types would change those of the pages. */
type Lasting = { readonly waitUntil: (work: Promise<unknown>) => void };
declare const self: {
  readonly location: Location;
  readonly addEventListener: {
    (type: "activate", told: (event: Lasting) => void): void;
    (type: "fetch", told: (event: Lasting & { readonly request: Request }) => void): void;
    (type: "message", told: (event: MessageEvent & Lasting) => void): void;
  };
};

const KEPT = /^\/(r(\/.*)?|v|g|g\/(doors|receive|buildings(\/[^/]+)?))$/;
const isOurs = (url: URL) => url.origin === self.location.origin;

const parts = new CacheFirst({
  cacheName: "parts",
  matchOptions: { ignoreVary: true },
  plugins: [new ExpirationPlugin({ maxEntries: 300, maxAgeFrom: "last-used" })],
});
const pages = new NetworkFirst({
  cacheName: "pages",
  networkTimeoutSeconds: 5,
  matchOptions: { ignoreVary: true, ignoreSearch: true },
  plugins: [sealedPages],
});

/** The installed app begins at the root, which leads on to a role's first page: without a network to the one that is kept. */
async function firstKept(): Promise<Response> {
  for (const path of ["/g", "/v", "/r"])
    if (await caches.match(path, { ignoreVary: true })) return Response.redirect(path);
  return Response.error();
}

new Serwist({
  skipWaiting: true,
  clientsClaim: true,
  runtimeCaching: [
    { matcher: ({ url }) => isOurs(url) && /^\/(_next\/static|icons)\//.test(url.pathname), handler: parts },
    {
      matcher: ({ url, request }) => isOurs(url) && request.mode === "navigate" && KEPT.test(url.pathname),
      handler: pages,
    },
    {
      matcher: ({ url, request }) => isOurs(url) && request.mode === "navigate" && url.pathname === "/",
      handler: ({ request }) => fetch(request).catch(firstKept),
    },
    {
      matcher: ({ url, request }) => isOurs(url) && request.mode === "navigate" && url.pathname.startsWith("/g/"),
      handler: ({ request }) => fetch(request).catch(() => Response.redirect("/g")),
    },
  ],
}).addEventListeners();

// Pages that an earlier version kept lie open; they are asked for anew.
self.addEventListener("activate", (event) => event.waitUntil(caches.delete("pages")));
self.addEventListener("fetch", (event) => {
  if (event.request.mode === "navigate" && new URL(event.request.url).pathname === "/sign-in")
    event.waitUntil(caches.delete("pages"));
});
self.addEventListener("message", (event) => {
  const { keep, owner } = (event.data ?? {}) as { keep?: string; owner?: string };
  const url = new URL(keep ?? "", self.location.origin);
  if (!owner || !isOurs(url) || !KEPT.test(url.pathname)) return;
  const request = new Request(url, { credentials: "same-origin" });
  // A dead spot: it is asked for again when the page changes next.
  const kept = setPerson(owner).then(() => Promise.all(pages.handleAll({ event, request })));
  event.waitUntil(kept.catch(() => {}));
});
