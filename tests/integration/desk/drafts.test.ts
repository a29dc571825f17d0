import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { CreateCycleInput } from "../../../src/contract/cycles.ts";
import {
  auditEvents,
  cycles,
  gridQuotas,
  offers,
  packageVersions,
  supplyCommits,
} from "../../../src/db/schema/index.ts";
import type { CycleId, PackageVersionId } from "../../../src/domain/kernel/ids.ts";
import { plusDays, plusSeconds, toServiceDay } from "../../../src/domain/kernel/time.ts";
import { createCycle } from "../../../src/server/usecases/cycles/create-cycle.ts";
import { moveCycle } from "../../../src/server/usecases/cycles/move-cycle.ts";
import { rewriteCycle } from "../../../src/server/usecases/cycles/rewrite-cycle.ts";
import { getDraft, getNewDraft } from "../../../src/server/views/desk/get-cycle-draft.ts";
import { aStore } from "../../support/chain.ts";
import { aCity, type City } from "../../support/city.ts";
import { makeReady } from "../../support/ready-city.ts";

let city: City;
let store: Awaited<ReturnType<typeof aStore>>;
beforeAll(async () => {
  city = await aCity();
  store = await aStore(city, { A: 50, B: 50 });
});
afterAll(() => city.close());

const desk = () => city.ctxFor("DESK");
const wish = (of: Partial<CreateCycleInput> = {}): CreateCycleInput => {
  const now = city.clock.now();
  return {
    opensAt: plusSeconds(now, 3600),
    cutOffAt: plusSeconds(now, 8 * 3600),
    graceEndsAt: plusSeconds(now, 9 * 3600),
    deliveryDay: plusDays(toServiceDay(now), 2),
    policy: "equal",
    gridMinimumBags: 4,
    offers: [{ packageVersionId: city.packages.A, householdLimit: 3, offered: 10, caseSize: 2 }],
    commits: [{ supermarketId: store.id, packageVersionId: city.packages.A, committed: 12 }],
    quotas: [
      { packageVersionId: city.packages.A, quota: 5 },
      { packageVersionId: city.packages.A, communityId: city.places[0].id, quota: 8 },
    ],
    ...of,
  };
};
const rowsOf = async (id: CycleId) => ({
  offers: (await city.owner.db.select().from(offers).where(eq(offers.cycleId, id))).map((o) => [
    o.packageVersionId,
    o.offered,
  ]),
  commits: (await city.owner.db.select().from(supplyCommits).where(eq(supplyCommits.cycleId, id))).map(
    (c) => c.committed,
  ),
  quotas: await city.owner.db.$count(gridQuotas, eq(gridQuotas.cycleId, id)),
});

test("a draft is read back as it was written, and written anew whole", async () => {
  const { cycleId } = await createCycle(desk(), wish());
  const draft = await getDraft(desk(), cycleId);
  expect(draft).toMatchObject({
    of: { cycleId, revision: 0 },
    policy: "equal",
    gridMinimumBags: 4,
    commits: { [`${store.id} ${city.packages.A}`]: 12 },
    placeQuotas: [{ communityId: city.places[0].id, packageVersionId: city.packages.A, quota: 8 }],
  });
  expect(draft.packages.map((p) => [p.on, p.offered, p.householdLimit, p.caseSize, p.perGrid])[0]).toEqual([
    true,
    10,
    3,
    2,
    5,
  ]);
  expect(draft.packages.filter((p) => p.on)).toHaveLength(1);
  const B = { packageVersionId: city.packages.B, householdLimit: 1, offered: 6, caseSize: 1 };
  await rewriteCycle(desk(), {
    ...wish({
      offers: [B],
      commits: [{ supermarketId: store.id, packageVersionId: city.packages.B, committed: 6 }],
      quotas: [],
    }),
    cycleId,
    revision: 0,
  });
  expect(await rowsOf(cycleId)).toEqual({ offers: [[city.packages.B, 6]], commits: [6], quotas: 0 });
  const events = await city.owner.db.select().from(auditEvents).where(eq(auditEvents.subjectId, cycleId));
  expect(events.map((e) => e.kind)).toEqual(["cycle.drafted", "cycle.rewrite"]);
});

test("of two clerks on one draft the second is told, and so is who sends the same twice; nothing is mixed", async () => {
  const { cycleId } = await createCycle(desk(), wish());
  const mine = { ...wish({ gridMinimumBags: 7 }), cycleId, revision: 0 };
  const both = await Promise.allSettled([
    rewriteCycle(desk(), mine),
    rewriteCycle(desk(), { ...mine, gridMinimumBags: 9 }),
  ]);
  expect(both.map((b) => b.status).toSorted()).toEqual(["fulfilled", "rejected"]);
  await expect(rewriteCycle(desk(), mine)).rejects.toMatchObject({ code: "conflict" });
  expect((await rowsOf(cycleId)).offers).toHaveLength(1);
});

test("what is published, missing or impossible is not rewritten, and stays as it was", async () => {
  const { cycleId } = await createCycle(desk(), wish());
  const before = await rowsOf(cycleId);
  const anew = { ...wish({ quotas: [] }), cycleId, revision: 0 };
  await expect(rewriteCycle(desk(), { ...anew, cutOffAt: anew.opensAt })).rejects.toMatchObject({
    detail: { kind: "times_out_of_order" },
  });
  const stray = { packageVersionId: randomUUID() as PackageVersionId, householdLimit: 1, offered: 0, caseSize: 1 };
  await expect(rewriteCycle(desk(), { ...anew, offers: [stray] })).rejects.toMatchObject({
    detail: { kind: "unknown_package" },
  });
  await expect(rewriteCycle(desk(), { ...anew, cycleId: randomUUID() as CycleId })).rejects.toMatchObject({
    code: "not_found",
  });
  await makeReady(city);
  await moveCycle(desk(), "publish", { cycleId });
  await expect(rewriteCycle(desk(), anew)).rejects.toMatchObject({
    detail: { kind: "not_from_here", from: "published" },
  });
  await expect(getDraft(desk(), cycleId)).rejects.toMatchObject({ code: "not_found" });
  expect(await rowsOf(cycleId)).toEqual(before);
});

test("a new round begins as the last one was, with the newest version of each package and times of its own", async () => {
  const { number } = await createCycle(desk(), wish());
  const [old] = await city.owner.db.select().from(packageVersions).where(eq(packageVersions.id, city.packages.A));
  const newer = randomUUID() as PackageVersionId;
  await city.owner.db
    .insert(packageVersions)
    .values({ ...old!, id: newer, version: old!.version + 1, priceFen: old!.priceFen });
  const draft = await getNewDraft(desk());
  expect(draft).toMatchObject({ of: null, copiedFrom: number, policy: "equal", gridMinimumBags: 4, commits: {} });
  expect(draft.packages.find((p) => p.on)).toMatchObject({
    id: newer,
    offered: 10,
    householdLimit: 3,
    caseSize: 2,
    perGrid: 5,
  });
  expect(draft.placeQuotas).toEqual([{ communityId: city.places[0].id, packageVersionId: newer, quota: 8 }]);
  expect(await city.owner.db.$count(cycles)).toBeGreaterThan(1);
});
