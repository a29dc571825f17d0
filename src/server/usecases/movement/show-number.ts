import { sql } from "drizzle-orm";
import type { NumberToCall, ShowNumberInput } from "#contract/movement.ts";
import { act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { record } from "../../record.ts";

/**
 * The number that somebody needs now for a trip under way: of whoever receives at the gate, of the driver, of dispatch
 * or the depot. The database says who may have which; that he looked is on record.
 * @throws AppError `refused` with `no_number` where none is on file, or it is none of his business
 */
export async function showNumber(ctx: Ctx, input: ShowNumberInput): Promise<NumberToCall> {
  const { tripId, whom, gridId } = input;
  return act(ctx, async (tx) => {
    const [found] = await tx.execute<NumberToCall>(
      sql`SELECT name, phone FROM phone_for_trip(${whom}, ${tripId}::uuid, ${gridId ?? null}::uuid)`,
    );
    if (!found) throw new AppError("refused", { kind: "no_number" });
    await record(tx, { kind: "trip.number_shown", subjectId: tripId, data: { whom, ...(gridId ? { gridId } : {}) } });
    return { name: found.name, phone: found.phone };
  });
}
