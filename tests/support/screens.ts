import type { Page } from "@playwright/test";

/** A screen by its address, or the first link of this pattern on the screens before it. */
export type Screen = string | { readonly from: string; readonly link: string };
export type Reader = {
  readonly who: string;
  /** Of the README's picture. */
  readonly name: string;
  readonly width: 390 | 1440;
  readonly screens: readonly Screen[];
};

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
      { from: "/r", link: 'a[href^="/r/packages/"]' },
      { from: "/r", link: 'main a[href^="/r/orders/"]' },
      { from: "/r", link: 'a[href^="/r/orders/"]:has-text("你已经订了")' },
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
      "/g/cash",
      "/g/people",
      "/g/more",
      "/account",
      { from: "/g/buildings", link: 'main a[href^="/g/buildings/"]' },
      { from: "/g", link: 'a[href^="/g/lists/"]' },
    ],
  },
  { who: "吴淑华", name: "community-clerk", width: 390, screens: ["/c"] },
  { who: "周丽萍", name: "supermarket", width: 1440, screens: ["/s", "/s/pick", "/s/dock", "/s/labels"] },
  {
    who: "陈雅琴",
    name: "dispatch",
    width: 1440,
    screens: ["/d", "/d/publish", "/d/trips", { from: "/d/trips", link: 'a[href^="/d/trips/"]' }],
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
      "/desk/money",
      "/desk/staff",
      { from: "/desk/cycles", link: 'a[href^="/desk/cycles/"]:not([href$="/new"])' },
    ],
  },
];

/** Where a screen is for the reader who is signed in; undefined when nothing links to one today. */
export async function addressOf(page: Page, screen: Screen): Promise<string | undefined> {
  if (typeof screen === "string") return screen;
  await page.goto(screen.from, { waitUntil: "load" });
  const link = page.locator(screen.link).first();
  return (await link.count()) > 0 ? ((await link.getAttribute("href")) ?? undefined) : undefined;
}

/** How the reader wants to read, set as the switches do. */
export async function readAs(
  page: Page,
  how: { readonly lang: "zh-CN" | "en"; readonly theme: "light" | "dark"; readonly type?: "normal" | "large" },
): Promise<void> {
  const url = new URL(page.url()).origin;
  await page
    .context()
    .addCookies(Object.entries({ type: "normal", ...how }).map(([name, value]) => ({ name, value, url })));
}
