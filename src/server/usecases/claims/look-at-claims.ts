import { asc, count, eq, inArray } from "drizzle-orm";
import type { ClaimsView } from "#contract/claims.ts";
import { buildings, claims, communities, cycles, householdOrders, households, photos } from "#db/schema/index.ts";
import { pageOf } from "#domain/kernel/page.ts";
import { atServiceDay } from "#domain/kernel/time.ts";
import { OPEN_CLAIM_STATES } from "#domain/oversight/claim.ts";
import { act } from "../../act.ts";
import type { Ctx } from "../../ctx.ts";
import { record } from "../../record.ts";

/** A claim is a card with its photo and a form: twenty are a long read. */
const CARDS = 20;

/**
 * The claims that wait for an answer, the most urgent first. A home is named to the desk by its claim alone, and that it
 * was looked at is on record: of the page that was read, and of no other.
 */
export async function lookAtClaims(ctx: Ctx, page = 1): Promise<ClaimsView> {
  return act(ctx, (desk) =>
    desk.seeingAll(async (tx) => {
      const [sum] = await tx
        .select({ n: count() })
        .from(claims)
        .where(inArray(claims.state, [...OPEN_CLAIM_STATES]));
      const at = pageOf(sum?.n ?? 0, page, CARDS);
      const rows = await tx
        .select({
          claim: claims,
          order: householdOrders,
          day: cycles.deliveryDay,
          place: communities,
          building: buildings.name,
          unit: households.unit,
          room: households.room,
        })
        .from(claims)
        .innerJoin(householdOrders, eq(householdOrders.id, claims.orderId))
        .innerJoin(cycles, eq(cycles.id, householdOrders.cycleId))
        .innerJoin(households, eq(households.id, claims.householdId))
        .innerJoin(buildings, eq(buildings.id, households.buildingId))
        .innerJoin(communities, eq(communities.id, householdOrders.communityId))
        .where(inArray(claims.state, [...OPEN_CLAIM_STATES]))
        .orderBy(asc(claims.answerBy), asc(claims.id))
        .limit(CARDS)
        .offset(CARDS * (at.page - 1));
      const pictures =
        rows.length > 0
          ? await tx
              .select({ id: photos.id, of: photos.subjectId })
              .from(photos)
              .where(
                inArray(
                  photos.subjectId,
                  rows.map((r) => r.claim.id),
                ),
              )
          : [];
      await record(
        tx,
        rows.map((r) => ({ kind: "claim.viewed" as const, subjectId: r.claim.id, cycleId: r.claim.cycleId })),
      );
      const shown = rows.map((r) => ({
        claimId: r.claim.id,
        order: { number: r.order.number, deliveryDayMs: atServiceDay(r.day, 0) },
        door: `${r.building}-${r.unit}-${r.room}`,
        place: r.place.name,
        kind: r.claim.kind,
        state: r.claim.state,
        words: r.claim.words,
        openedMs: r.claim.openedAt,
        answerByMs: r.claim.answerBy,
        totalFen: r.order.totalFen,
        photoIds: pictures.filter((p) => p.of === r.claim.id).map((p) => p.id),
        answer: r.claim.answer,
      }));
      return { claims: shown, at };
    }),
  );
}
