import { and, count, desc, eq, inArray, notInArray } from "drizzle-orm";
import type { LeftOut, PlanSummary, ProposedTrip } from "#contract/movement.ts";
import type { PlanPin } from "#contract/plan-edits.ts";
import type { PlanComparison, PlanVersion } from "#contract/plan-versions.ts";
import type { Tx } from "#db/client.ts";
import { plans, trips, users } from "#db/schema/index.ts";
import type { CycleId } from "#domain/kernel/ids.ts";
import { instant, toServiceDay } from "#domain/kernel/time.ts";
import { UNPUBLISHED_TRIP_STATES } from "#domain/movement/trip.ts";
import { look } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { busesThatDiffer, figuresOf, stopsThatDiffer } from "../../planning/compare-plans.ts";
import { listCycleRefs } from "../desk/list-cycles.ts";
import { pickWork } from "./pick-work.ts";
import { readMap } from "./read-map.ts";
import { readProposed } from "./read-trips.ts";

type PlanRow = typeof plans.$inferSelect;
/** So many plans that nobody has named are kept in sight. */
const UNNAMED = 8;

/**
 * The versions of a round's plan, and two of them side by side: what each comes to, and which stops and buses differ.
 * Without a choice the newest is beside the one that stands, or the one that it was made from.
 * @throws AppError `not_found` before the first cycle
 */
export async function compareVersions(
  ctx: Ctx,
  asked: { readonly cycleId?: string | undefined; readonly a?: string | undefined; readonly b?: string | undefined },
): Promise<PlanComparison> {
  return look(ctx, async (tx) => {
    const cycles = await listCycleRefs(tx);
    const cycle = await pickWork(tx, cycles, asked.cycleId, tx.at, "planned");
    if (!cycle) throw new AppError("not_found");
    const rows = await listKept(tx, cycle.id as CycleId, [asked.a, asked.b]);
    const map = await readMap(tx, toServiceDay(instant(cycle.deliveryMs)));
    const closes = new Map(map.places.map((p) => [p.id, p.gateClosesMs]));
    const closesAt = (id: string) => closes.get(id) ?? Number.POSITIVE_INFINITY;
    const versions = await toVersions(tx, rows, closesAt);
    const b = rows.find((r) => r.id === asked.b) ?? rows[0];
    const a =
      rows.find((r) => r.id === asked.a && r !== b) ??
      rows.find((r) => r !== b && r.state === "accepted") ??
      rows.find((r) => r.id === b?.asked?.from) ??
      rows.find((r) => r !== b);
    const side = async (row: PlanRow) => {
      const version = versions.find((v) => v.id === row.id);
      if (!version) throw new Error(`a plan is not among its round's: ${row.id}`);
      return { ...version, trips: await readProposed(tx, tripsOf(row), pinsOf(row), 0) };
    };
    return {
      cycle,
      cycles,
      ...map,
      nowMs: tx.at,
      versions,
      both:
        a && b
          ? {
              a: await side(a),
              b: await side(b),
              differs: stopsThatDiffer(tripsOf(a), tripsOf(b)),
              buses: busesThatDiffer(tripsOf(a), tripsOf(b)),
            }
          : null,
    };
  });
}

const tripsOf = (row: PlanRow) => (row.summary as { proposed?: ProposedTrip[] }).proposed ?? [];
const pinsOf = (row: PlanRow) => (row.summary as { pins?: PlanPin[] }).pins ?? [];

/** Plans that are worth looking at again, the newest first: a step of somebody's changes is not, unless it waits to be taken. */
async function listKept(tx: Tx, cycleId: CycleId, wanted: readonly (string | undefined)[]): Promise<PlanRow[]> {
  const rows = await tx
    .select()
    .from(plans)
    .where(and(eq(plans.cycleId, cycleId), inArray(plans.state, ["proposed", "accepted", "superseded"])))
    .orderBy(desc(plans.requestedAt));
  const [newest] = rows;
  let unnamed = 0;
  return rows.filter((row) => {
    if (tripsOf(row).length === 0) return false;
    if (row === newest || row.name !== null || row.state === "accepted" || wanted.includes(row.id)) return true;
    const searched = !row.asked?.change && !row.asked?.step && !row.asked?.took;
    return searched && ++unnamed <= UNNAMED;
  });
}

async function toVersions(tx: Tx, rows: readonly PlanRow[], closesAt: (id: string) => number): Promise<PlanVersion[]> {
  const people = [...new Set(rows.flatMap((r) => r.requestedBy ?? []))];
  const names = new Map(
    people.length > 0
      ? (await tx.select({ id: users.id, name: users.name }).from(users).where(inArray(users.id, people))).map((u) => [
          u.id,
          u.name,
        ])
      : [],
  );
  const ids = rows.map((r) => r.id);
  const out =
    ids.length > 0
      ? await tx
          .select({ planId: trips.planId, n: count() })
          .from(trips)
          .where(and(inArray(trips.planId, ids), notInArray(trips.state, [...UNPUBLISHED_TRIP_STATES])))
          .groupBy(trips.planId)
      : [];
  return rows.map((row) => {
    const { cost = 0, metres = 0 } = row.summary as Partial<PlanSummary>;
    return {
      id: row.id,
      state: row.state,
      name: row.name,
      by: (row.requestedBy && names.get(row.requestedBy)) ?? null,
      madeMs: row.requestedAt,
      published: out.find((o) => o.planId === row.id)?.n ?? 0,
      figures: figuresOf(tripsOf(row), row.leftOut as LeftOut[], { cost, metres }, closesAt),
    };
  });
}
