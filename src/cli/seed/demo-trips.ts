import { and, asc, eq, inArray, min, ne, sql } from "drizzle-orm";
import type { ProposedTrip } from "#contract/movement.ts";
import type { Database } from "#db/client.ts";
import { communities, plans, stops, trips } from "#db/schema/index.ts";
import type { CycleId, PlanId, TripId } from "#domain/kernel/ids.ts";
import { type Instant, instant, plusSeconds } from "#domain/kernel/time.ts";
import { OPEN_STOP_STATES } from "#domain/movement/stop.ts";
import { nextStep } from "#server/demo/play/trip-steps.ts";
import { DEMO_PLACE } from "#server/demo/sign-ins.ts";
import { estimateOnly } from "#server/planning/roads-in-use.ts";
import { disinfectTrips } from "#server/usecases/movement/end-trip.ts";
import { acceptPlan, requestPlan } from "#server/usecases/movement/make-plan.ts";
import { publishTrips } from "#server/usecases/movement/publish-trips.ts";
import { solvePlan } from "#server/usecases/movement/solve-plan.ts";
import type { People } from "./demo-people.ts";

type Trip = typeof trips.$inferSelect;

const DAY = 86_400;
/** The demo place's bus comes so soon after the demo starts, or sooner where it is already under way then. */
const BUS_COMES_IN = 30 * 60;
/** Gates keep hours that people would name. */
const HALF_HOUR = 30 * 60;
const CLEARED_BEFORE = 60 * 60;
const CLEANED_AFTER = 20 * 60;
/** How late the buses are, by turns: most are not, one is late enough to be looked at. */
const BEHIND = [0, 2, 0, 4, 1, 0, 9].map((minutes) => minutes * 60);

/** Plans a cycle's trips; they wait in the proposal until it is taken. */
export async function planTrips(people: People, cycleId: CycleId, at: Instant): Promise<PlanId> {
  const { planId } = await requestPlan(people("DIS", at), { cycleId, seconds: 1, seed: 23 }, (job) =>
    solvePlan(people("SYS", at), job, estimateOnly),
  );
  return planId;
}

export async function takePlan(people: People, planId: PlanId, at: Instant): Promise<void> {
  await acceptPlan(people("DIS", at), { planId }, async () => {});
}

/**
 * Moves a proposed day to the hour that it is, and the gates' hours with it: the demo place's bus is about to come, and
 * others are back, on the road, at their docks or still to be loaded. A gate is open in the hours of its file and in the
 * moved ones; one whose moved hours run past midnight is open day and night.
 */
export async function moveToTheHour(owner: Database, planId: PlanId, now: Instant): Promise<void> {
  const [demo] = await owner.select().from(communities).where(eq(communities.code, DEMO_PLACE));
  const [plan] = await owner.select().from(plans).where(eq(plans.id, planId));
  const summary = plan?.summary as { proposed?: ProposedTrip[] } | undefined;
  const proposed = summary?.proposed ?? [];
  const coming = proposed.flatMap((t) =>
    t.stops.filter((s) => s.communityId === demo?.id).map((s) => ({ departAt: t.departAt, arriveAt: s.arriveAt })),
  );
  const first = coming.toSorted((a, b) => a.arriveAt - b.arriveAt)[0];
  if (!first) throw new Error("no bus comes to the demo place");
  const ahead = Math.min(BUS_COMES_IN, (first.arriveAt - first.departAt) / 1000);
  const by = Math.floor((now - first.arriveAt) / 60_000 + ahead / 60) * 60;
  const moved = proposed.map((t) => ({
    ...t,
    dockAt: plusSeconds(t.dockAt, by),
    departAt: plusSeconds(t.departAt, by),
    backAt: plusSeconds(t.backAt, by),
    stops: t.stops.map((s) => ({ ...s, arriveAt: plusSeconds(s.arriveAt, by), leaveAt: plusSeconds(s.leaveAt, by) })),
  }));
  await owner
    .update(plans)
    .set({ summary: { ...summary, proposed: moved } })
    .where(eq(plans.id, planId));
  const served = [...new Set(proposed.flatMap((t) => t.stops.map((s) => s.communityId)))];
  const opens = sql`floor((gate_opens_seconds + ${by}::int) / ${HALF_HOUR}::float) * ${HALF_HOUR}::int`;
  const closes = sql`ceil((gate_closes_seconds + ${by}::int) / ${HALF_HOUR}::float) * ${HALF_HOUR}::int`;
  const pastMidnight = sql`${opens} < 0 OR ${closes} > ${DAY}::int`;
  await owner.execute(sql`UPDATE communities SET
      gate_opens_seconds = CASE WHEN ${pastMidnight} THEN 0 ELSE least(gate_opens_seconds, ${opens}) END,
      gate_closes_seconds = CASE WHEN ${pastMidnight} THEN ${DAY}::int ELSE greatest(gate_closes_seconds, ${closes}) END
    WHERE id = ANY (${`{${served.join(",")}}`}::uuid[])`);
}

/** When the first bus of the cycle is to stand at its dock. */
export async function getFirstDockAt(owner: Database, cycleId: CycleId): Promise<Instant> {
  const [first] = await owner
    .select({ at: min(trips.dockAt) })
    .from(trips)
    .where(eq(trips.cycleId, cycleId));
  if (!first?.at) throw new Error("the demo's plan has no trips");
  return instant(Number(first.at));
}

/**
 * Publishes a cycle's trips and lives each up to `now`, as planned or a few minutes late.
 * @param unclean so many of the buses that came back last wait for the depot keeper
 */
export async function driveTrips(
  people: People,
  owner: Database,
  cycleId: CycleId,
  now: Instant,
  unclean: number,
): Promise<void> {
  const planned = await owner.select().from(trips).where(eq(trips.cycleId, cycleId)).orderBy(trips.number);
  const firstDockAt = instant(Math.min(...planned.map((t) => t.dockAt)));
  // What stood in the yard uncleaned after the day before is clean in the morning.
  const uncleaned = await owner
    .select({ id: trips.id })
    .from(trips)
    .where(and(ne(trips.cycleId, cycleId), eq(trips.state, "returned")));
  const morning = people("DEP", plusSeconds(firstDockAt, -2 * CLEARED_BEFORE));
  if (uncleaned.length > 0) await disinfectTrips(morning, { tripIds: uncleaned.map((t) => t.id) });
  await publishTrips(people("DIS", plusSeconds(firstDockAt, -CLEARED_BEFORE)), { tripIds: planned.map((t) => t.id) });
  const published = await owner
    .select()
    .from(trips)
    .where(and(eq(trips.cycleId, cycleId), eq(trips.state, "published")))
    .orderBy(asc(trips.dockAt), asc(trips.number));
  const toDemo = await owner
    .select({ tripId: stops.tripId })
    .from(stops)
    .innerJoin(communities, eq(communities.id, stops.communityId))
    .where(eq(communities.code, DEMO_PLACE));
  const back: Trip[] = [];
  const clean = async (trip: Trip) => {
    const cleanedAt = instant(Math.min(now, plusSeconds(trip.backAt, CLEANED_AFTER)));
    await disinfectTrips(people("DEP", cleanedAt), { tripIds: [trip.id] });
    return cleanedAt;
  };
  const lastOf = new Map<string, Trip>();
  for (const [turn, trip] of published.entries()) {
    const before = lastOf.get(trip.vehicleId);
    // A bus does one trip after the other, and is cleaned between them.
    if (before && before.dockAt <= now && !back.includes(before)) continue;
    const cleared = before && back.includes(before) ? await clean(before) : undefined;
    if (before && cleared) back.splice(back.indexOf(before), 1);
    lastOf.set(trip.vehicleId, trip);
    // The bus that the demo's people wait for keeps its time.
    const behind = toDemo.some((s) => s.tripId === trip.id) ? 0 : (BEHIND[turn % BEHIND.length] ?? 0);
    if (await driveTrip(people, owner, trip.id, behind, now, cleared)) back.push(trip);
  }
  const byReturn = back.toSorted((a, b) => a.backAt - b.backAt);
  for (const trip of byReturn.slice(0, Math.max(0, byReturn.length - unclean))) await clean(trip);
}

/**
 * Lives a trip step by step as far as it has come by now; the last one that is taken may be late, but no step comes before
 * the one that it follows. A bus that stands at a gate now is just done there, and its driver drives on.
 * @param freeAt when its bus was clean after the trip before
 * @returns whether the bus is back at its depot
 */
async function driveTrip(
  people: People,
  owner: Database,
  tripId: TripId,
  behind: number,
  now: Instant,
  freeAt: Instant | undefined,
): Promise<boolean> {
  for (let last: number = freeAt ?? 0; ; ) {
    const [trip] = await owner.select().from(trips).where(eq(trips.id, tripId));
    if (!trip || trip.state === "returned") return trip?.state === "returned";
    const [stop] = await owner
      .select()
      .from(stops)
      .where(and(eq(stops.tripId, tripId), inArray(stops.state, [...OPEN_STOP_STATES])))
      .orderBy(asc(stops.sequence))
      .limit(1);
    const step = nextStep(trip, stop, behind);
    const at = step && instant(Math.max(last, step.what === "count" ? Math.min(step.at, now) : step.at));
    if (!step || !at || at > now) return false;
    await step.run((role, scope) => people(role, at, scope));
    last = at;
  }
}
