import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { persons, users } from "../../src/db/schema/index.ts";
import type { UserId } from "../../src/domain/kernel/ids.ts";
import type { Ctx } from "../../src/server/ctx.ts";
import type { City, TestHome } from "./city.ts";

/** Somebody who is signed in and belongs to the home; further homes are ones that he helps. */
export async function livesIn(city: City, home: TestHome, ...helps: TestHome[]): Promise<Ctx> {
  const userId = randomUUID() as UserId;
  await city.owner.db.insert(users).values({ id: userId, name: "林女士", email: `${userId}@test.invalid` });
  await city.owner.db.update(persons).set({ userId }).where(eq(persons.householdId, home.id));
  for (const h of helps)
    await city.owner.db.insert(persons).values({
      id: randomUUID() as never,
      householdId: h.id,
      gridId: h.gridId,
      userId,
      name: "林女士",
      kind: "helper",
      state: "verified",
    });
  const homes = [home, ...helps];
  return city.ctxFor("RES", { userId, homes: homes.map((h) => h.id), communities: homes.map((h) => h.communityId) });
}
