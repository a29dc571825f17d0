import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import type { StateCapInput } from "#contract/city-rows.ts";
import { priceCaps } from "#db/schema/index.ts";
import { toServiceDay } from "#domain/kernel/time.ts";
import { act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { record } from "../../record.ts";

/**
 * States the price cap from a day on, by an order's number; what was stated stays on record. Said twice it stands once.
 * @throws AppError `refused` with `cap_in_the_past`, or `cap_stated` when another one begins on that day
 */
export async function stateCap(ctx: Ctx, input: StateCapInput): Promise<void> {
  await act(ctx, async (tx) => {
    const { percent, from, orderNumber } = input;
    if (from < toServiceDay(tx.at)) throw new AppError("refused", { kind: "cap_in_the_past" });
    const id = randomUUID();
    const stored = await tx
      .insert(priceCaps)
      .values({ id, percent, from, orderNumber, statedBy: tx.actor.userId, at: tx.at })
      .onConflictDoNothing()
      .returning({ id: priceCaps.id });
    if (stored.length === 0) {
      const [there] = await tx.select().from(priceCaps).where(eq(priceCaps.from, from));
      if (there?.percent === percent && there.orderNumber === orderNumber) return;
      throw new AppError("refused", { kind: "cap_stated" });
    }
    await record(tx, { kind: "price_cap.stated", subjectId: id, data: { percent, from, orderNumber } });
    tx.tell("desk");
  });
}
