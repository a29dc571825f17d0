import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { LetterCount, ReviewView } from "#contract/grid.ts";
import type { HomeListView, ListKind } from "#contract/grid-homes.ts";
import type { DoorView } from "#contract/resident.ts";
import type { Tx } from "#db/client.ts";
import { buildings, householdOrders, households, lateRequests } from "#db/schema/index.ts";
import type { HouseholdId } from "#domain/kernel/ids.ts";
import { atServiceDay } from "#domain/kernel/time.ts";
import { isTallying } from "#domain/orders/grid-sheet.ts";
import { maskName } from "#domain/places/masking.ts";
import { look } from "../../act.ts";
import type { Ctx } from "../../ctx.ts";
import { firstPersons } from "./get-door-walk.ts";
import { pickGrid, pickRound } from "./grid-in-hand.ts";

const doorColumns = { building: buildings.name, unit: households.unit, room: households.room };
const byDoor = [asc(buildings.number), asc(households.unit), asc(households.floor), asc(households.room)] as const;

/** Orders in doubt of the round asked for or in hand, and wishes that came too late of homes that have no order. */
export async function listReviews(ctx: Ctx, gridId?: string, asked?: string): Promise<ReviewView> {
  return look(ctx, async (tx) => {
    const { grid } = await pickGrid(tx, ctx, gridId);
    const { cycle, choice } = await pickRound(tx, grid.gridId, asked);
    if (!cycle) return { ...choice, gridId: grid.gridId, cutOffMs: null, doubtful: [], late: [], mayOrder: false };
    const doubtful = await tx
      .select({ o: householdOrders, tags: households.tags, ...doorColumns })
      .from(householdOrders)
      .innerJoin(households, eq(households.id, householdOrders.householdId))
      .innerJoin(buildings, eq(buildings.id, households.buildingId))
      .where(
        and(
          eq(householdOrders.cycleId, cycle.id),
          eq(householdOrders.gridId, grid.gridId),
          eq(householdOrders.state, "needs_review"),
        ),
      )
      .orderBy(...byDoor);
    const late = await tx
      .select({ l: lateRequests, ...doorColumns })
      .from(lateRequests)
      .innerJoin(households, eq(households.id, lateRequests.householdId))
      .innerJoin(buildings, eq(buildings.id, households.buildingId))
      .where(
        and(
          eq(lateRequests.cycleId, cycle.id),
          eq(lateRequests.gridId, grid.gridId),
          sql`(${lateRequests.state} <> 'waiting' OR NOT EXISTS (SELECT FROM household_orders o WHERE o.cycle_id = ${cycle.id} AND o.household_id = ${lateRequests.householdId} AND o.state <> 'cancelled'))`,
        ),
      )
      // What waits comes first.
      .orderBy(sql`${lateRequests.state} <> 'waiting'`, asc(lateRequests.at));
    const newest = [...new Map(late.map((r) => [r.l.householdId, r])).values()];
    const who = await firstPersons(tx, [
      ...doubtful.map((r) => r.o.householdId),
      ...newest.map((r) => r.l.householdId),
    ]);
    const nameOf = (id: HouseholdId) => (who.has(id) ? maskName(who.get(id)?.name ?? "") : null);
    const letters = await lettersByOrder(
      tx,
      doubtful.map((r) => r.o.id),
    );
    const letterOf = await letterOfVersion(
      tx,
      newest.flatMap((r) => r.l.lines.map((l) => l.packageVersionId)),
    );
    return {
      ...choice,
      gridId: grid.gridId,
      cutOffMs: cycle.cutOffAt,
      mayOrder: isTallying({ now: tx.at, graceEndsAt: cycle.graceEndsAt, sheet: cycle.sheetState }),
      doubtful: doubtful.map(({ o, tags, building, unit, room }) => ({
        orderId: o.id,
        householdId: o.householdId,
        door: { building, unit, room },
        who: nameOf(o.householdId),
        reasons: o.reviewReasons,
        tags,
        letters: letters.get(o.id) ?? [],
        totalFen: o.totalFen,
        placedMs: o.placedAt,
        note: o.note,
      })),
      late: newest.map(({ l, building, unit, room }) => ({
        householdId: l.householdId,
        door: { building, unit, room },
        who: nameOf(l.householdId),
        letters: l.lines.map((line) => ({ letter: letterOf.get(line.packageVersionId) ?? "?", bags: line.wanted })),
        atMs: l.at,
        state: l.state,
        reason: l.reason,
      })),
    };
  });
}

async function lettersByOrder(tx: Tx, ids: readonly string[]): Promise<Map<string, LetterCount[]>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.execute<{ id: string; letters: LetterCount[] }>(sql`
    SELECT l.order_id AS id, jsonb_agg(jsonb_build_object('letter', p.letter, 'bags', l.wanted - l.cancelled_before_lock) ORDER BY p.letter) AS letters
    FROM order_lines l JOIN package_versions v ON v.id = l.package_version_id JOIN packages p ON p.id = v.package_id
    WHERE l.order_id = ANY (${`{${ids.join(",")}}`}::uuid[]) AND l.wanted > l.cancelled_before_lock GROUP BY 1`);
  return new Map(rows.map((r) => [r.id, r.letters]));
}

async function letterOfVersion(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.execute<{ id: string; letter: string }>(
    sql`SELECT v.id, p.letter FROM package_versions v JOIN packages p ON p.id = v.package_id WHERE v.id = ANY (${`{${ids.join(",")}}`}::uuid[])`,
  );
  return new Map(rows.map((r) => [r.id, r.letter]));
}

/** 敲门单 and 电话单: homes not heard from; for knocking those without a phone first by door, for calling those with a number, by number. */
export async function listHomes(ctx: Ctx, kind: ListKind, gridId?: string, asked?: string): Promise<HomeListView> {
  return look(ctx, async (tx) => {
    const { grid } = await pickGrid(tx, ctx, gridId);
    const { cycle, choice } = await pickRound(tx, grid.gridId, asked);
    const quiet = cycle
      ? await tx
          .select({
            id: households.id,
            size: households.size,
            heads: households.heads,
            tags: households.tags,
            ...doorColumns,
          })
          .from(households)
          .innerJoin(buildings, eq(buildings.id, households.buildingId))
          .where(
            and(
              inArray(households.gridId, [grid.gridId]),
              eq(households.vacant, false),
              sql`NOT EXISTS (SELECT FROM household_orders o WHERE o.cycle_id = ${cycle.id} AND o.household_id = ${households.id} AND o.state <> 'cancelled')`,
            ),
          )
          .orderBy(...byDoor)
      : [];
    const who = await firstPersons(
      tx,
      quiet.map((r) => r.id),
    );
    const rows = quiet.map(({ id, size, heads, tags, building, unit, room }) => {
      const person = who.get(id);
      const door: DoorView = { building, unit, room };
      return {
        householdId: id,
        door,
        who: person ? maskName(person.name) : null,
        phone: person?.phone ?? null,
        personId: person?.hasPhone ? person.id : null,
        size,
        heads,
        tags,
      };
    });
    const listed =
      kind === "knock"
        ? rows
        : rows.filter((r) => r.phone).sort((a, b) => (a.phone ?? "").localeCompare(b.phone ?? ""));
    return {
      ...choice,
      kind,
      grid,
      deliveryDayMs: cycle ? atServiceDay(cycle.deliveryDay, 0) : null,
      untilMs: cycle?.graceEndsAt ?? null,
      nowMs: tx.at,
      rows: listed,
    };
  });
}
