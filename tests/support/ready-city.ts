import { randomUUID } from "node:crypto";
import { assignments, users } from "../../src/db/schema/index.ts";
import type { AssignmentId, UserId } from "../../src/domain/kernel/ids.ts";
import { aStore, someBuses } from "./chain.ts";
import type { City } from "./city.ts";

/** Gives the city what a round would break without: a store with its manager, a bus with its driver, a dispatcher. */
export async function makeReady(city: City): Promise<void> {
  const store = await aStore(city, {});
  await someBuses(city, 1);
  const [manager, dispatcher] = [randomUUID() as UserId, randomUUID() as UserId];
  const from = city.clock.now();
  await city.owner.db
    .insert(users)
    .values([manager, dispatcher].map((id) => ({ id, name: "周丽萍", email: `${id}@test.invalid` })));
  await city.owner.db.insert(assignments).values([
    { id: randomUUID() as AssignmentId, userId: manager, role: "SUPM", supermarketId: store.id, from },
    { id: randomUUID() as AssignmentId, userId: dispatcher, role: "DIS", from },
  ]);
}
