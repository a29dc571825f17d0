import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { CommunityView } from "#contract/grid.ts";
import { inFirstLanguage } from "#db/columns.ts";
import { countSheets, countsOfSheet } from "#db/queries/sheet-counts.ts";
import { communities, cycles, gridSheets, grids } from "#db/schema/index.ts";
import type { CycleId, PackageVersionId } from "#domain/kernel/ids.ts";
import type { Names } from "#domain/kernel/names.ts";
import { atServiceDay } from "#domain/kernel/time.ts";
import { TAKING_ORDERS, UNOPENED_CYCLE_STATES } from "#domain/offer/cycle.ts";
import { aggregatorOf } from "#domain/places/aggregator.ts";
import { look } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import { type Ctx, SYSTEM } from "../../ctx.ts";
import { toRoundRef } from "./grid-in-hand.ts";

/**
 * The clerk's page for one of his communities: each grid's sheet of the cycle asked for or in hand, and what the community
 * orders together, by package. Counts only.
 */
export async function getCommunity(ctx: Ctx, communityId?: string, asked?: string): Promise<CommunityView> {
  const id = ctx.actor.communities.find((c) => c === communityId) ?? ctx.actor.communities[0];
  if (!id) throw new AppError("forbidden");
  return look(ctx, async (tx) => {
    const [place] = await tx.select().from(communities).where(eq(communities.id, id));
    if (!place) throw new AppError("not_found");
    const begun = await tx
      .select()
      .from(cycles)
      .where(sql`${cycles.state} NOT IN ${UNOPENED_CYCLE_STATES}`)
      .orderBy(sql`(${cycles.state} = 'closing') DESC, (${cycles.state} = 'open') DESC, ${cycles.number} DESC`);
    const gathered = begun.filter((c) => (TAKING_ORDERS as readonly string[]).includes(c.state));
    const cycle = gathered.find((c) => c.id === asked) ?? begun[0];
    const rows = cycle
      ? await tx
          .select({
            sheet: gridSheets,
            number: grids.number,
            homes: sql<number>`(SELECT homes - vacant FROM grid_homes g WHERE g.grid_id = ${grids.id})`,
          })
          .from(gridSheets)
          .innerJoin(grids, eq(grids.id, gridSheets.gridId))
          .where(and(eq(gridSheets.cycleId, cycle.id), eq(gridSheets.communityId, id)))
          .orderBy(asc(grids.number))
      : [];
    const standing = cycle ? await countStanding(ctx, cycle.id) : new Map();
    const bags = new Map<PackageVersionId, number>();
    for (const { sheet } of rows)
      if (sheet.state !== "returned")
        for (const t of sheet.totals ?? []) bags.set(t.packageVersionId, (bags.get(t.packageVersionId) ?? 0) + t.bags);
    const names = await tx.execute<{ id: PackageVersionId; letter: string; name: Names }>(sql`
      SELECT v.id, p.letter, p.name FROM package_versions v JOIN packages p ON p.id = v.package_id WHERE v.id = ANY (${`{${[...bags.keys()].join(",")}}`}::uuid[]) ORDER BY p.letter`);
    const places = await tx
      .select({ communityId: communities.id, name: communities.name })
      .from(communities)
      .where(inArray(communities.id, [...ctx.actor.communities]))
      .orderBy(asc(inFirstLanguage(communities.name)));
    return {
      places,
      communityId: id,
      name: place.name,
      aggregator: aggregatorOf(place),
      setDownZone: place.setDownZone,
      nowMs: tx.at,
      rounds: gathered.map((c) => toRoundRef(c)),
      cycle: cycle
        ? {
            cycleId: cycle.id,
            state: cycle.state,
            cutOffMs: cycle.cutOffAt,
            graceEndsMs: cycle.graceEndsAt,
            deliveryDayMs: atServiceDay(cycle.deliveryDay, 0),
          }
        : null,
      sheets: rows.map(({ sheet, number, homes }) => ({
        sheetId: sheet.id,
        gridId: sheet.gridId,
        gridNumber: number,
        homesInGrid: homes ?? 0,
        state: sheet.state,
        ...countsOfSheet(sheet, standing),
        checksum: sheet.checksum,
        submittedMs: sheet.submittedAt,
        returnReason: sheet.returnReason,
      })),
      totals: names.map((n) => ({ letter: n.letter, name: n.name, bags: bags.get(n.id) ?? 0 })),
    };
  });
}

/** The clerk may not read his homes' orders, but may know how many there are: counts read as the system. */
const countStanding = (ctx: Ctx, cycleId: CycleId) =>
  look({ db: ctx.db, actor: SYSTEM }, (tx) => countSheets(tx, cycleId));
