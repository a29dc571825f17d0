import { afterAll, beforeAll, expect, test } from "vitest";
import type { Role } from "../../../src/domain/kernel/role.ts";
import { mayHear } from "../../../src/server/auth/may-hear.ts";
import type { Session } from "../../../src/server/auth/session.ts";
import type { Ctx } from "../../../src/server/ctx.ts";
import { aCity, type City } from "../../support/city.ts";

let city: City;
beforeAll(async () => {
  city = await aCity();
});
afterAll(() => city.close());

const sessionOf = ({ actor }: Ctx, hasSecondFactor = true, hasFirstPassword = false): Session => {
  const userId = actor.userId ?? city.places[0].clerk;
  return { userId, name: "", hasSecondFactor, hasFirstPassword, actors: { [actor.role]: { ...actor, userId } } };
};
const hears = (session: Session, ...topics: string[]) => mayHear(city.app.db, session, topics);

test("a resident hears of his own home and of nobody else's, and of nothing that is the city's", async () => {
  const [mine, next] = city.places[0].grids[0].homes;
  const session = sessionOf(city.residentOf(mine!));
  expect(await hears(session, `home:${mine!.id}`, `user:${session.userId}`)).toBe(true);
  const foreign = [`home:${next!.id}`, `grid:${mine!.gridId}`, `cycle:${city.cycleId}`, `user:${city.places[1].clerk}`];
  for (const topic of [...foreign, "desk", "dispatch", "*", "constructor:x"])
    expect(await hears(session, topic), topic).toBe(false);
  // One foreign topic among one's own is not let through either.
  expect(await hears(session, `home:${mine!.id}`, `home:${next!.id}`)).toBe(false);
});

test("a grid worker hears of his grid, a clerk of her community, neither of the neighbours'", async () => {
  const [here, there] = city.places;
  const worker = sessionOf(city.workerOf(here.grids[0]));
  expect(await hears(worker, `grid:${here.grids[0].id}`)).toBe(true);
  expect(await hears(worker, `grid:${here.grids[1].id}`)).toBe(false);
  const clerk = sessionOf(city.clerkOf(here));
  expect(await hears(clerk, `community:${here.id}`)).toBe(true);
  expect(await hears(clerk, `community:${there.id}`)).toBe(false);
});

test("the desk hears the desk with its second factor shown and its own password, and not before", async () => {
  const own = (role: Role) => city.ctxFor(role, { userId: city.places[0].clerk });
  expect(await hears(sessionOf(own("DESK")), "desk", "dispatch", `cycle:${city.cycleId}`)).toBe(true);
  expect(await hears(sessionOf(own("DESK"), false), "desk")).toBe(false);
  expect(await hears(sessionOf(own("DRV"), false), "dispatch")).toBe(true);
  expect(await hears(sessionOf(own("DRV"), false, true), "dispatch")).toBe(false);
  // A trip that is not there is nobody's.
  expect(await hears(sessionOf(own("DRV")), "trip:10000000-0000-4000-8000-000000000001")).toBe(false);
});
