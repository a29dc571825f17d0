import type { Page } from "@playwright/test";

/** Where links are found: `link` is a selector, on whatever address `from` leads to. */
type Linked = { readonly from: string | Linked; readonly link: string };
/** A screen by its address, or by the links that lead to it; then `page` names its folder under `src/app`. */
export type Screen = string | (Linked & { readonly page: string });
export type Reader = {
  readonly who: string;
  /** Of the README's picture. */
  readonly name: string;
  readonly width: 390 | 1440;
  readonly screens: readonly Screen[];
};

const ORDERS = { from: "/r/orders", link: 'main a[href^="/r/orders/"]' };
const BOARD = { from: "/g/buildings", link: 'main a[href^="/g/buildings/"]' };
const HOME = { from: BOARD, link: 'main a[href^="/g/homes/"]' };
const CYCLE = { from: "/desk/cycles", link: 'a[href^="/desk/cycles/"]:not([href$="/new"])' };

/** Every screen of the product, by who looks at it in the demo's city. The first is the role's main one. */
export const READERS: readonly Reader[] = [
  {
    who: "黄思源",
    name: "resident",
    width: 390,
    screens: [
      "/r",
      "/r/notices",
      "/r/orders",
      "/r/home",
      { page: "/r/packages/[id]", from: "/r", link: 'a[href^="/r/packages/"]' },
      { page: "/r/orders/[id]", ...ORDERS },
      { page: "/r/orders/[id]", from: "/r", link: 'a[href^="/r/orders/"]:has-text("你已经订了")' },
      { page: "/r/orders/[id]/change", from: ORDERS, link: 'a[href$="/change"]' },
      { page: "/r/orders/[id]/claim", from: ORDERS, link: 'a[href$="/claim"]' },
    ],
  },
  {
    who: "陈美珍",
    name: "grid-worker",
    width: 390,
    screens: [
      "/g",
      "/g/buildings",
      "/g/review",
      "/g/sheet",
      "/g/receive",
      "/g/doors",
      "/g/doors/typed",
      "/g/cash",
      "/g/cash/together",
      "/g/people",
      "/g/more",
      "/g/paste",
      "/g/papers",
      "/account",
      { page: "/g/paste/[id]", from: "/g/paste", link: 'main a[href^="/g/paste/"]' },
      { page: "/g/buildings/[id]", ...BOARD },
      { page: "/g/lists/[kind]", from: "/g", link: 'a[href^="/g/lists/"]' },
      { page: "/g/homes/[id]", ...HOME },
      { page: "/g/homes/[id]/claim", from: HOME, link: 'a[href*="/claim?order="]' },
      { page: "/g/homes/[id]/order", from: HOME, link: 'a[href$="/order"]' },
    ],
  },
  {
    who: "苏志明",
    name: "site-head",
    width: 390,
    // What a grid worker has not: who orders for many people, as one customer.
    screens: [
      { page: "/g/homes/[id]", ...HOME },
      { page: "/g/homes/[id]/order", from: HOME, link: 'a[href*="/order"]' },
    ],
  },
  { who: "吴淑华", name: "community-clerk", width: 390, screens: ["/c"] },
  {
    who: "周丽萍",
    name: "supermarket",
    width: 1440,
    screens: [
      "/s",
      "/s/pick",
      "/s/dock",
      "/s/goods",
      "/s/settle",
      "/s/own",
      "/s/labels",
      "/s/manifest",
      { page: "/s/manifest", from: "/s/manifest", link: 'a[href^="/s/manifest?trip="]' },
    ],
  },
  {
    who: "陈雅琴",
    name: "dispatch",
    width: 1440,
    screens: [
      "/d",
      "/d/compare",
      "/d/publish",
      "/d/live",
      "/d/trips",
      { page: "/d/trips/[id]", from: "/d/trips", link: 'a[href^="/d/trips/"]' },
    ],
  },
  { who: "何建国", name: "driver", width: 390, screens: ["/v"] },
  { who: "许文彬", name: "depot", width: 390, screens: ["/p"] },
  {
    who: "林晓岚",
    name: "desk",
    width: 1440,
    screens: [
      "/desk",
      "/desk/cycles",
      "/desk/cycles/new",
      "/desk/zones",
      "/desk/claims",
      "/desk/claims/lot",
      "/desk/money",
      "/desk/staff",
      {
        page: "/desk/staff/[id]",
        from: "/desk/staff?q=网格员",
        link: 'main td a[href^="/desk/staff/"]',
      },
      "/desk/staff/slips",
      "/desk/staff/accounts",
      "/audit",
      "/audit?of=access",
      "/desk/ready",
      "/desk/upkeep",
      "/desk/upkeep?of=items",
      "/desk/upkeep?of=stores",
      "/desk/upkeep?of=places",
      { page: "/desk/upkeep/row", from: "/desk/upkeep", link: 'a[href*="/desk/upkeep/row?of=packages&key="]' },
      { page: "/desk/upkeep/row", from: "/desk/upkeep?of=items", link: 'a[href*="row?of=items&key="]' },
      "/desk/places",
      { page: "/desk/places/[id]", from: "/desk/places", link: 'a[href^="/desk/places/"]' },
      { page: "/desk/cycles/[id]", ...CYCLE },
      { page: "/desk/cycles/[id]/sheets", from: CYCLE, link: 'a[href$="/sheets"]' },
      {
        page: "/desk/cycles/[id]/settlement",
        from: CYCLE,
        link: 'a[href$="/settlement"]',
      },
      { page: "/desk/cycles/[id]/batches", from: CYCLE, link: 'a[href$="/batches"]' },
      "/sign-in/second-factor",
    ],
  },
];

/** What is read before anybody is signed in. */
export const DOORS = ["/demo", "/sign-in", "/sign-in?who=staff", "/no-such-page"] as const;

/** The folder of a screen's page under `src/app`. */
export const pageOf = (screen: Screen) => (typeof screen === "string" ? (screen.split("?")[0] ?? "") : screen.page);

/** Where a screen is for the reader who is signed in; undefined when nothing links to one today. */
export async function addressOf(page: Page, screen: Screen): Promise<string | undefined> {
  for await (const address of addressesOf(page, screen)) return address;
  return undefined;
}

/** The addresses that links lead to, one after the other: not every order has a claim to make. */
async function* addressesOf(page: Page, screen: string | Linked): AsyncGenerator<string> {
  if (typeof screen === "string") return yield screen;
  for await (const from of addressesOf(page, screen.from)) {
    await page.goto(from, { waitUntil: "load" });
    const links = await page.locator(screen.link).all();
    const found = await Promise.all(links.slice(0, MOST_TRIED).map((a) => a.getAttribute("href")));
    yield* found.filter((href) => href !== null);
  }
}
const MOST_TRIED = 12;

/** How the reader wants to read, set as the switches do; `origin` where no page is open yet. */
export async function readAs(
  page: Page,
  how: { readonly lang: "zh-CN" | "en"; readonly theme: "light" | "dark"; readonly type?: "normal" | "large" },
  origin = new URL(page.url()).origin,
): Promise<void> {
  await page
    .context()
    .addCookies(Object.entries({ type: "normal", ...how }).map(([name, value]) => ({ name, value, url: origin })));
}
