import { and, desc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { CycleDraft } from "#contract/desk.ts";
import { cycles, offers, packages, packageVersions, supermarkets, supplyCommits } from "#db/schema/index.ts";
import type { CycleId } from "#domain/kernel/ids.ts";
import { atServiceDay, type Instant, plusDays, toServiceDay } from "#domain/kernel/time.ts";
import { look, type View } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";

type Cycle = typeof cycles.$inferSelect;
type Draft = Omit<CycleDraft, "places">;

/** A new round as the form begins: the catalogue's newest versions, rules and quantities of the last round, times for the next day. */
export function getNewDraft(ctx: Ctx): Promise<Draft> {
  return look(ctx, async (tx) => {
    const [last] = await tx.select().from(cycles).orderBy(desc(cycles.number)).limit(1);
    // Before nine the round can still be today's.
    const today = toServiceDay(tx.at);
    const day = tx.at < atServiceDay(today, 9 * 3600) ? today : plusDays(today, 1);
    return {
      ...(await readDraft(tx, last)),
      of: null,
      copiedFrom: last?.number ?? null,
      // What stores pack may be another by now: it is proposed from what they can.
      commits: {},
      opensAt: `${day}T09:00`,
      cutOffAt: `${day}T16:00`,
      graceEndsAt: `${day}T17:00`,
      deliveryDay: plusDays(day, 1),
    };
  });
}

/** A draft as it was written, to be written anew. @throws AppError `not_found` when it is none, or none any more */
export function getDraft(ctx: Ctx, cycleId: string): Promise<Draft> {
  if (!z.guid().safeParse(cycleId).success) throw new AppError("not_found");
  return look(ctx, async (tx) => {
    const [cycle] = await tx
      .select()
      .from(cycles)
      .where(and(eq(cycles.id, cycleId as CycleId), eq(cycles.state, "draft")));
    if (!cycle) throw new AppError("not_found");
    return {
      ...(await readDraft(tx, cycle)),
      of: { cycleId: cycle.id, number: cycle.number, revision: cycle.revision },
      copiedFrom: null,
      opensAt: clockAt(cycle.opensAt),
      cutOffAt: clockAt(cycle.cutOffAt),
      graceEndsAt: clockAt(cycle.graceEndsAt),
      deliveryDay: cycle.deliveryDay,
    };
  });
}

/** What a field for date and time holds, by Shanghai's clock. */
function clockAt(at: Instant): string {
  const day = toServiceDay(at);
  const minutes = Math.floor((at - atServiceDay(day, 0)) / 60_000);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${day}T${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** Rules, price card, commits and quotas of a cycle, told by the newest version of each package. */
async function readDraft(tx: View, cycle: Cycle | undefined) {
  const versions = await tx
    .select({ v: packageVersions, p: packages })
    .from(packageVersions)
    .innerJoin(packages, eq(packages.id, packageVersions.packageId))
    .where(
      sql`${packageVersions.version} = (SELECT max(n.version) FROM package_versions n WHERE n.package_id = ${packages.id})`,
    );
  const card = cycle
    ? await tx
        .select({ o: offers, packageId: packageVersions.packageId })
        .from(offers)
        .innerJoin(packageVersions, eq(packageVersions.id, offers.packageVersionId))
        .where(eq(offers.cycleId, cycle.id))
    : [];
  const written = cycle?.quotasWritten ?? [];
  const stores = await tx.select().from(supermarkets).orderBy(supermarkets.code);
  const commits = cycle ? await tx.select().from(supplyCommits).where(eq(supplyCommits.cycleId, cycle.id)) : [];
  const newest = new Map(
    card.map(({ o, packageId }) => [o.packageVersionId, versions.find((x) => x.p.id === packageId)?.v.id]),
  );
  const capacity = stores.reduce((n, s) => n + s.dailyCapacityBags, 0);
  return {
    policy: cycle?.policy ?? ("need_first" as const),
    gridMinimumBags: cycle?.gridMinimumBags ?? 0,
    packages: versions
      .map(({ v, p }) => {
        const before = card.find((c) => c.packageId === p.id)?.o;
        return {
          id: v.id,
          letter: p.letter,
          name: p.name,
          priceFen: v.priceFen,
          on: cycle === undefined || before !== undefined,
          householdLimit: before?.householdLimit ?? v.householdLimit,
          offered: before?.offered ?? Math.floor(capacity / Math.max(1, versions.length)),
          caseSize: before?.caseSize ?? 1,
          perGrid: written.find((q) => !q.communityId && newest.get(q.packageVersionId) === v.id)?.quota ?? null,
        };
      })
      .sort((a, b) => (a.letter < b.letter ? -1 : 1)),
    stores: stores.map((s) => ({ id: s.id, name: s.name, capacity: s.dailyCapacityBags })),
    commits: Object.fromEntries(
      commits.map((c) => [`${c.supermarketId} ${newest.get(c.packageVersionId) ?? c.packageVersionId}`, c.committed]),
    ),
    placeQuotas: written.flatMap(({ packageVersionId, communityId, quota }) => {
      const version = newest.get(packageVersionId);
      return communityId && version ? [{ packageVersionId: version, communityId, quota }] : [];
    }),
  };
}
