import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connectAs, type ScopedConnection } from "../../../src/db/client.ts";
import { cycles, gridQuotas, householdOrders, households, offers } from "../../../src/db/schema/index.ts";
import type { HouseholdId, OrderId, PackageVersionId } from "../../../src/domain/kernel/ids.ts";
import { plusSeconds } from "../../../src/domain/kernel/time.ts";
import { judgeOrder, type Offered, type WantedLine } from "../../../src/domain/orders/judge-order.ts";
import { OrderLanes } from "../../../src/server/ordering/order-lanes.ts";
import { aCity, type City } from "../../support/city.ts";

let city: City;
let own: ScopedConnection;
let lanes: OrderLanes;
beforeAll(async () => {
  city = await aCity({ floors: 12, offered: 4 });
  own = await connectAs(city.url, "baogong_app", { max: 1, name: "two-judges" });
  lanes = new OrderLanes(own);
  const { db } = city.owner;
  // Of A each grid has its share before the city has sold out; of B and H the city alone counts.
  const shares = city.places.flatMap((p) => p.grids).map((grid) => ({ gridId: grid.id, quota: 1 }));
  await db
    .insert(gridQuotas)
    .values(shares.map((share) => ({ cycleId: city.cycleId, packageVersionId: city.packages.A, ...share })));
  await db.update(households).set({ vacant: true }).where(sql`room LIKE '%04'`);
  // Some order as a unit does, for two people.
  await db.update(households).set({ heads: 2 }).where(sql`room LIKE '%03'`);
});
afterAll(async () => {
  await own.close();
  await city.close();
});

const homes = () => city.places.flatMap((p) => p.grids.flatMap((g) => g.homes));
const unknown = randomUUID();

/** The same cards and the same home, read for the domain's judge. */
async function readFor(homeId: HouseholdId, now: number) {
  const { db } = city.owner;
  const [home] = await db.select().from(households).where(eq(households.id, homeId));
  const [cycle] = await db.select().from(cycles).where(eq(cycles.id, city.cycleId));
  const standing = await db.$count(householdOrders, sql`household_id = ${homeId} AND state <> 'cancelled'`);
  const card = await db.execute<{
    id: PackageVersionId;
    price: string;
    most: number;
    left: number;
    quota: number | null;
    tags: string[];
  }>(sql`
    SELECT f.package_version_id AS id, f.price_fen AS price, f.household_limit AS most, f.offered - f.reserved AS left,
      q.quota - q.reserved AS quota, v.tags
    FROM offers f JOIN package_versions v ON v.id = f.package_version_id
    LEFT JOIN grid_quotas q ON q.cycle_id = f.cycle_id AND q.package_version_id = f.package_version_id AND q.grid_id = ${home?.gridId ?? null}
    WHERE f.cycle_id = ${city.cycleId}`);
  const offered = new Map<PackageVersionId, Offered>(
    card.map((r) => [
      r.id,
      {
        priceFen: Number(r.price) as never,
        householdLimit: r.most,
        left: r.left,
        quotaLeft: r.quota ?? undefined,
        tags: r.tags,
      },
    ]),
  );
  return {
    now: now as never,
    cycle,
    home: home && !home.vacant ? { tags: home.tags, hasAnotherOrder: standing > 0, heads: home.heads ?? 1 } : undefined,
    offers: offered,
  };
}

const anOrder = fc.record({
  // A few places past the last home, for homes that are not there.
  home: fc.nat({ max: 195 }),
  role: fc.constantFrom("RES" as const, "GW" as const),
  state: fc.constantFrom("open" as const, "open" as const, "open" as const, "closing" as const, "closed" as const),
  // Before the cut-off, in the grace and after it.
  minutes: fc.constantFrom(-60, -60, -60, 10, 40),
  lines: fc.array(
    fc.record({
      letter: fc.constantFrom("A", "B", "H", "unknown"),
      wanted: fc.integer({ min: 0, max: 4 }),
      more: fc.integer({ min: -1, max: 2 }),
    }),
    { maxLength: 3 },
  ),
});

test("the database places what the domain lets stand, at its price and with its doubts, and refuses the rest for the same reason", async () => {
  const { db } = city.owner;
  const told = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(anOrder, async ({ home, role, state, minutes, lines }) => {
      const now = city.clock.now();
      const cutOffAt = plusSeconds(now, -60 * minutes);
      await city.pastTheGate.db
        .update(cycles)
        .set({ state, cutOffAt, opensAt: plusSeconds(cutOffAt, -7200), graceEndsAt: plusSeconds(cutOffAt, 1800) })
        .where(eq(cycles.id, city.cycleId));
      const householdId = (homes()[home]?.id ?? unknown) as HouseholdId;
      const wanted: WantedLine[] = lines.map((l) => ({
        packageVersionId: (l.letter === "unknown" ? unknown : city.packages[l.letter as "A"]) as PackageVersionId,
        wanted: l.wanted,
        acceptUpTo: l.wanted + l.more,
      }));
      const domain = judgeOrder({ role, lines: wanted, ...(await readFor(householdId, now)) });
      const id = randomUUID() as OrderId;
      const answer = await lanes.place({
        id,
        key: id,
        cycleId: city.cycleId,
        householdId,
        userId: null,
        role,
        channel: "app",
        note: null,
        pickupCode: "4096",
        lines: wanted,
      });
      told.set(answer.outcome, (told.get(answer.outcome) ?? 0) + 1);
      const [order] = await db.select().from(householdOrders).where(eq(householdOrders.id, id));
      const said = domain.ok
        ? { outcome: "placed", total: domain.value.totalFen, doubts: [...domain.value.doubts] }
        : {
            outcome: domain.error.kind,
            package: "packageVersionId" in domain.error ? domain.error.packageVersionId : undefined,
            left: "left" in domain.error ? domain.error.left : undefined,
          };
      const done =
        answer.outcome === "placed"
          ? { outcome: "placed", total: order?.totalFen, doubts: order?.reviewReasons }
          : { outcome: answer.outcome, package: answer.packageVersionId ?? undefined, left: answer.left ?? undefined };
      expect(done).toEqual(said);
    }),
    { numRuns: 600, endOnFailure: true },
  );
  const [left] = await db.select({ n: sql<number>`sum(reserved)::int` }).from(offers);
  const [booked] = await db.execute<{ n: number }>(sql`SELECT sum(wanted)::int AS n FROM order_lines`);
  expect(left?.n).toBe(booked?.n);
  // Every answer came up, or this test would look at less than it says.
  expect([...told.keys()].toSorted()).toEqual([
    "already_ordered",
    "bad_lines",
    "not_open",
    "over_limit",
    "over_quota",
    "past_cut_off",
    "placed",
    "sold_out",
    "unknown_home",
    "unknown_package",
  ]);
});
