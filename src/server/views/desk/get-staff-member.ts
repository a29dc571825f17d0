import { eq, sql } from "drizzle-orm";
import { type Colleague, openAccountInput, type StaffMember } from "#contract/leaving.ts";
import { listAtWork } from "#db/queries/at-work.ts";
import { type LeftOpen, listLeftOpen } from "#db/queries/left-open.ts";
import { driverLicences } from "#db/schema/index.ts";
import type { UserId } from "#domain/kernel/ids.ts";
import { toServiceDay } from "#domain/kernel/time.ts";
import { isExpiredOn } from "#domain/movement/licence.ts";
import { AHEAD_TRIP_STATES } from "#domain/movement/trip.ts";
import { look, type View } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import { type Ctx, SYSTEM } from "../../ctx.ts";
import { listStaff, readAccounts } from "./list-staff.ts";

/**
 * One member of staff with what he holds and would leave open, and who could take it over. Counts and sums of a box may
 * be read with the system's eyes: no home is named.
 * @throws AppError `not_found` for whoever is not of the staff
 */
export async function getStaffMember(ctx: Ctx, id: string): Promise<StaffMember> {
  const asked = openAccountInput.shape.userId.safeParse(id);
  if (!asked.success) throw new AppError("not_found");
  const userId = asked.data;
  const roles = (await listStaff(ctx)).filter((r) => r.userId === userId && r.assignmentId !== null);
  return look({ ...ctx, actor: SYSTEM }, async (tx) => {
    const account = (await readAccounts(tx, userId)).get(userId);
    if (!account) throw new AppError("not_found");
    const { firstPassword: _, ...shown } = account;
    const left = await listLeftOpen(tx, userId);
    const [ended] = await tx.execute<{ n: number }>(sql`
      SELECT count(*)::int AS n FROM assignments a JOIN users u ON u.id = a.user_id
      WHERE a.user_id = ${userId} AND a."to" = u.disabled_at AND a.stands_in_for IS NULL`);
    const [licence] = await tx.select().from(driverLicences).where(eq(driverLicences.userId, userId));
    return {
      ...shown,
      licence: licence ? { ...licence, isExpired: isExpiredOn(licence, toServiceDay(tx.at)) } : null,
      isReader: userId === ctx.actor.userId,
      roles,
      endedRoles: ended?.n ?? 0,
      left: left.map(({ seat, id: _id, ...l }) => ({ ...l, role: seat?.role ?? null })),
      colleagues: await listColleagues(tx, left),
    };
  });
}

/** Everybody who may take over one of these things, by name. */
async function listColleagues(tx: View, left: readonly LeftOpen[]): Promise<Colleague[]> {
  const wanted = new Set(left.flatMap((l) => l.takers));
  const works = Map.groupBy(
    (await listAtWork(tx)).filter((s) => wanted.has(s.userId)),
    (s) => s.userId,
  );
  const driving = await tx.execute<{ id: UserId; n: number }>(
    sql`SELECT driver_id AS id, count(*)::int AS n FROM trips WHERE state IN ${[...AHEAD_TRIP_STATES]} AND driver_id IS NOT NULL GROUP BY 1`,
  );
  const trips = new Map(driving.map((d) => [d.id, d.n]));
  return [...works].map(([userId, held]) => ({
    userId,
    name: held[0]?.name ?? "",
    works: [...new Set(held.map((s) => s.role))],
    trips: trips.get(userId) ?? 0,
  }));
}
