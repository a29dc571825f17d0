import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { households, persons, users } from "../../../src/db/schema/index.ts";
import type { UserId } from "../../../src/domain/kernel/ids.ts";
import { joinHome } from "../../../src/server/usecases/people/join-home.ts";
import { aCity, type City } from "../../support/city.ts";

let city: City;
beforeAll(async () => {
  city = await aCity();
});
afterAll(() => city.close());

async function aNewcomer() {
  const id = randomUUID() as UserId;
  await city.owner.db.insert(users).values({ id, name: "", email: `${id}@test.invalid` });
  return city.ctxFor("RES", { userId: id });
}
const home = () => city.places[0].grids[0].homes[4]!;
const door = (change: object = {}) => ({
  communityId: home().communityId,
  building: "1",
  unit: home().unit,
  room: home().room,
  name: "林女士",
  kind: "member" as const,
  ...change,
});
const stateOf = async (userId: UserId | null) =>
  (
    await city.owner.db
      .select()
      .from(persons)
      .where(and(eq(persons.userId, userId!), eq(persons.householdId, home().id)))
  )[0]?.state;

test("a newcomer's wish waits for the grid worker, and asking twice is one wish", async () => {
  const ctx = await aNewcomer();
  expect(await joinHome(ctx, door())).toEqual({ state: "requested" });
  expect(await joinHome(ctx, door({ name: "林小姐" }))).toEqual({ state: "requested" });
  expect(await stateOf(ctx.actor.userId)).toBe("requested");
});

test("the home's code lets a newcomer in at once, a wrong one does not", async () => {
  await city.owner.db.update(households).set({ joinCode: "4729" }).where(eq(households.id, home().id));
  const ctx = await aNewcomer();
  await expect(joinHome(ctx, door({ code: "0000" }))).rejects.toMatchObject({
    code: "refused",
    detail: { kind: "wrong_code" },
  });
  expect(await stateOf(ctx.actor.userId)).toBeUndefined();
  expect(await joinHome(ctx, door({ code: "4729" }))).toEqual({ state: "verified" });
});

test("a door that is not there is named, and six tries an hour are enough", async () => {
  const ctx = await aNewcomer();
  for (let i = 0; i < 6; i += 1)
    await expect(joinHome(ctx, door({ room: "9999" }))).rejects.toMatchObject({ detail: { kind: "no_such_door" } });
  await expect(joinHome(ctx, door({ code: "4729" }))).rejects.toMatchObject({ detail: { kind: "too_many_tries" } });
  city.clock.pass(3601);
  expect(await joinHome(ctx, door({ code: "4729" }))).toEqual({ state: "verified" });
});

test("twenty codes that are tried at once count like twenty one after another: six are read", async () => {
  const ctx = await aNewcomer();
  const codes = Array.from({ length: 20 }, (_, i) => String(1000 + i));
  const tries = await Promise.allSettled(codes.map((code) => joinHome(ctx, door({ code }))));
  const kinds = tries.map((t) => (t.status === "rejected" ? t.reason.detail.kind : t.value.state));
  expect(kinds.filter((kind) => kind === "wrong_code")).toHaveLength(6);
  expect(kinds.filter((kind) => kind === "too_many_tries")).toHaveLength(14);
});
