import { setTimeout as wait } from "node:timers/promises";
import { Refused, spread } from "./api.ts";
import type { Buyer } from "./people.ts";
import type { Rehearsal } from "./rehearsal.ts";

const HOUR_MS = 3_600_000;
/** Shares of buyers that do something special, in thousandths of their luck. */
const lot = (b: Buyer) => (b.luck >> 3) % 1000;
const isLate = (b: Buyer) => lot(b) >= 990;
const isTwice = (b: Buyer) => lot(b) < 25;
const isSecondKey = (b: Buyer) => lot(b) >= 25 && lot(b) < 35;
const changes = (b: Buyer) => lot(b) >= 100 && lot(b) < 140;
const cancels = (b: Buyer) => lot(b) >= 200 && lot(b) < 220;

/** The desk opens a cycle with the catalogue, quantities from the stores' capacities, and a promise that one breaks. */
export async function openCycle({ api, people, owner, state }: Rehearsal): Promise<void> {
  const versions = await owner.sql<
    { id: string; letter: string; limit: number }[]
  >`SELECT v.id, p.letter, v.household_limit AS limit FROM package_versions v JOIN packages p ON p.id = v.package_id ORDER BY p.letter`;
  const stores = await owner.sql<
    { id: string; code: string; capacity: number }[]
  >`SELECT id, code, daily_capacity_bags AS capacity FROM supermarkets ORDER BY code`;
  const share: Readonly<Record<string, number>> = { A: 0.6, B: 0.35 };
  const commits = stores.flatMap((s) =>
    versions.map((v) => ({
      supermarketId: s.id,
      packageVersionId: v.id,
      committed: Math.ceil(s.capacity * (share[v.letter] ?? 0.2)),
    })),
  );
  const now = Date.now();
  const { cycleId } = await api.call(people.desk, "cycles.create", {
    opensAt: now - 60_000,
    cutOffAt: now + 3 * HOUR_MS,
    graceEndsAt: now + 4 * HOUR_MS,
    deliveryDay: new Date(now + 32 * HOUR_MS).toISOString().slice(0, 10),
    policy: "need_first",
    gridMinimumBags: 0,
    offers: versions.map((v) => ({
      packageVersionId: v.id,
      householdLimit: v.limit,
      caseSize: 1,
      offered: commits.filter((c) => c.packageVersionId === v.id).reduce((n, c) => n + c.committed, 0),
    })),
    commits,
    quotas: [],
  });
  await api.call(people.desk, "cycles.publish", { cycleId });
  await api.call(people.desk, "cycles.openEarly", { cycleId });
  state.cycleId = cycleId;
}

const packageOf = (b: Buyer, byLetter: ReadonlyMap<string, string>) =>
  byLetter.get(b.halal ? "H" : ("AAAAABBBCDRSEA"[b.luck % 14] ?? "A")) ?? "";

/** Homes order, some twice with the same key, some once more with another; then some change and some cancel. */
export async function takeOrders(r: Rehearsal): Promise<void> {
  const { api, people, owner, state, seed } = r;
  const versions = await owner.sql<
    { id: string; letter: string }[]
  >`SELECT v.id, p.letter FROM package_versions v JOIN packages p ON p.id = v.package_id`;
  const byLetter = new Map(versions.map((v) => [v.letter, v.id]));
  const input = (b: Buyer, key: string) => ({
    key,
    cycleId: state.cycleId,
    householdId: b.home,
    lines: [{ packageVersionId: packageOf(b, byLetter), wanted: 1, acceptUpTo: 1 }],
  });
  const path = (b: Buyer) => (b.proxy ? "orders.placeForHome" : "orders.place");
  const buyers = people.buyers.filter((b) => !isLate(b));
  const known = new Set(
    (
      await owner.sql<
        { home: string }[]
      >`SELECT household_id AS home FROM household_orders WHERE cycle_id = ${state.cycleId}`
    ).map((o) => o.home),
  );
  await spread(
    buyers.filter((b) => !known.has(b.home)),
    64,
    async (b) => {
      const order = input(b, `day-${seed}-${b.home}`);
      const sent = isTwice(b)
        ? [api.call(b.cookie, path(b), order), api.call(b.cookie, path(b), order)]
        : [api.call(b.cookie, path(b), order)];
      const answers = await Promise.all(sent);
      r.count("placed");
      if (answers.length === 2)
        r.count(answers[0]?.orderId === answers[1]?.orderId ? "repeated, one order" : "REPEATED, TWO ORDERS");
      if (isSecondKey(b))
        await r.expectRefused(api.call(b.cookie, path(b), input(b, `day-${seed}-${b.home}-again`)), "already_ordered");
    },
    r.tick,
  );
  const orders = await owner.sql<
    { id: string; home: string; revision: number; version: string }[]
  >`SELECT o.id, o.household_id AS home, o.revision, l.package_version_id AS version
    FROM household_orders o JOIN order_lines l ON l.order_id = o.id WHERE o.cycle_id = ${state.cycleId} AND o.state <> 'cancelled'`;
  const buyerOf = new Map(people.buyers.map((b) => [b.home, b]));
  await spread(orders, 32, async (o) => {
    const b = buyerOf.get(o.home);
    if (!b || o.revision > 1) return;
    const suffix = b.proxy ? "ForHome" : "";
    if (changes(b)) {
      const lines = [{ packageVersionId: byLetter.get(b.halal ? "R" : "A") ?? "", wanted: 1, acceptUpTo: 1 }];
      await api.call(b.cookie, `orders.change${suffix}`, { orderId: o.id, revision: 1, lines });
      r.count("changed");
    } else if (cancels(b)) {
      await api.call(b.cookie, `orders.cancel${suffix}`, { orderId: o.id, reason: "resident_request" });
      r.count("cancelled");
    }
  });
}

/** The cut-off comes (the rehearsal moves the clock's hand, not the people), and the late ones are told. */
export async function cutOff(r: Rehearsal): Promise<void> {
  const { api, people, owner, state, seed } = r;
  await owner.sql`UPDATE cycles SET cut_off_at = now() WHERE id = ${state.cycleId} AND cut_off_at > now()`;
  await waitForCycle(r, "closing");
  const [a] = await owner.sql<
    { id: string }[]
  >`SELECT v.id FROM package_versions v JOIN packages p ON p.id = v.package_id WHERE p.letter = 'A'`;
  await spread(
    people.buyers.filter((b) => isLate(b) && !b.proxy),
    32,
    async (b) => {
      await r.expectRefused(
        api.call(b.cookie, "orders.place", {
          key: `day-${seed}-${b.home}`,
          cycleId: state.cycleId,
          householdId: b.home,
          lines: [{ packageVersionId: a?.id ?? "", wanted: 1, acceptUpTo: 1 }],
        }),
        "past_cut_off",
      );
    },
  );
}

/** Grid workers clear doubts and submit their sheets, communities accept them, the cycle closes. */
export async function tally(r: Rehearsal): Promise<void> {
  const { api, people, owner, state } = r;
  const doubts = await owner.sql<
    { id: string; grid: string }[]
  >`SELECT id, grid_id AS grid FROM household_orders WHERE cycle_id = ${state.cycleId} AND state = 'needs_review'`;
  await spread(doubts, 8, async (d) => {
    await api.call(people.worker.get(d.grid) ?? "", "grid.resolveReview", {
      orderId: d.id,
      decision: "keep",
      reason: "问过本人",
    });
    r.count("doubts cleared");
  });
  const sheets = await owner.sql<
    { id: string; grid: string; place: string; state: string }[]
  >`SELECT s.id, s.grid_id AS grid, s.community_id AS place, s.state FROM grid_sheets s WHERE s.cycle_id = ${state.cycleId}
    AND EXISTS (SELECT FROM household_orders o WHERE o.cycle_id = s.cycle_id AND o.grid_id = s.grid_id AND o.state <> 'cancelled') AND s.state <> 'frozen' ORDER BY s.community_id`;
  await spread(
    sheets.filter((s) => s.state === "collecting" || s.state === "reviewing"),
    8,
    async (s) => {
      await api.call(people.worker.get(s.grid) ?? "", "sheets.submit", { cycleId: state.cycleId, gridId: s.grid });
      r.count("sheets");
    },
    r.tick,
  );
  const places = [...new Set(sheets.map((s) => s.place))];
  await spread(places, 6, async (place) => {
    const open = sheets.filter((s) => s.place === place).map((s) => s.id);
    await api.call(people.clerk.get(place) ?? "", "sheets.accept", { sheetIds: open });
  });
  await owner.sql`UPDATE cycles SET grace_ends_at = now() WHERE id = ${state.cycleId} AND grace_ends_at > now()`;
  await waitForCycle(r, "closed");
}

/** Waits until the worker has moved the cycle. @throws Error after a minute */
export async function waitForCycle({ owner, state }: Rehearsal, wanted: string, seconds = 60): Promise<void> {
  for (let tries = 0; tries < seconds * 4; tries += 1) {
    const [cycle] = await owner.sql<{ state: string }[]>`SELECT state FROM cycles WHERE id = ${state.cycleId}`;
    if (cycle?.state === wanted) return;
    await wait(250);
  }
  throw new Refused("waiting", "timeout", { kind: `the cycle is not ${wanted} after ${seconds} s` });
}
