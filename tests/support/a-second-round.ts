import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { cycles, offers } from "../../src/db/schema/index.ts";
import type { CycleId } from "../../src/domain/kernel/ids.ts";
import type { City } from "./city.ts";

/** A second cycle beside the city's own, with the same price card; names only what is different. @returns the city with that cycle in hand */
export async function aSecondRound(city: City, change: Partial<typeof cycles.$inferInsert> = {}): Promise<City> {
  const cycleId = randomUUID() as CycleId;
  const [own] = await city.owner.db.select().from(cycles).where(eq(cycles.id, city.cycleId));
  if (!own) throw new Error("the city has a cycle");
  await city.owner.db.insert(cycles).values({ ...own, id: cycleId, number: own.number + 1, ...change });
  const card = await city.owner.db.select().from(offers).where(eq(offers.cycleId, city.cycleId));
  await city.owner.db.insert(offers).values(card.map((o) => ({ ...o, cycleId, reserved: 0 })));
  return { ...city, cycleId };
}
