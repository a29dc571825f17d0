import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { claims, cycles, zoneVersions } from "../../../src/db/schema/index.ts";
import { plusSeconds } from "../../../src/domain/kernel/time.ts";
import { goOn, sendClockOn } from "../../../src/server/demo/go-on.ts";
import { findDemoClock } from "../../../src/server/demo/read-clock.ts";
import { estimateOnly } from "../../../src/server/planning/roads-in-use.ts";
import { aCity, anEmptyCity, type City } from "../../support/city.ts";
import { anOrder } from "../../support/orders-and-bus.ts";

let city: City;
beforeEach(async () => {
  city = await aCity();
  // A demo's clock runs, ahead of the real one or not; the other tests' stands.
  await city.owner.sql`UPDATE app_clock SET stands_at = NULL`;
});
afterEach(() => city.close());

const system = () => city.ctxFor("SYS");
const hour = async () => (await findDemoClock(system()))!.nowMs;
const round = async () => (await city.owner.db.select().from(cycles).where(eq(cycles.id, city.cycleId)))[0]!;

test("gone on to the cut-off, the hour is that of the cut-off and ordering is over", async () => {
  const { cutOffAt } = await round();
  await sendClockOn(system(), { to: "cut_off" });
  await goOn(system(), estimateOnly);
  expect(await hour()).toBeGreaterThanOrEqual(cutOffAt);
  expect(await hour()).toBeLessThan(cutOffAt + 60_000);
  expect((await round()).state).toBe("closing");
  expect(city.announced).toContain("*");
});

test("every timer on the way does its work at its own hour, in order", async () => {
  const home = city.places[0].grids[0].homes[0]!;
  const order = await anOrder(city, home);
  const { cutOffAt, graceEndsAt } = await round();
  const zone = { id: randomUUID(), at: plusSeconds(cutOffAt, 600) };
  const claim = { id: randomUUID() as never, at: plusSeconds(cutOffAt, 1200) };
  await city.owner.db.insert(zoneVersions).values({
    id: zone.id as never,
    communityId: home.communityId,
    level: "control",
    state: "approved",
    from: zone.at,
    orderNumber: "1",
    setAt: cutOffAt,
  });
  await city.owner.db.insert(claims).values({
    id: claim.id,
    cycleId: city.cycleId,
    orderId: order.id,
    householdId: home.id,
    gridId: home.gridId,
    kind: "damaged",
    words: "碎了",
    answerBy: claim.at,
    openedAt: cutOffAt,
  });
  await sendClockOn(system(), { to: "grace_end" });
  await goOn(system(), estimateOnly);
  const events = await city.owner.db.execute<{ kind: string; at: string }>(
    sql`SELECT kind, at FROM audit_events WHERE kind IN ('cycle.start_closing', 'zone.take_effect', 'claim.escalate') ORDER BY at`,
  );
  const due = [cutOffAt, zone.at, claim.at];
  expect(events.map((e) => e.kind)).toEqual(["cycle.start_closing", "zone.take_effect", "claim.escalate"]);
  for (const [i, e] of events.entries()) {
    expect(Date.parse(e.at)).toBeGreaterThanOrEqual(due[i]!);
    expect(Date.parse(e.at)).toBeLessThan(due[i]! + 60_000);
  }
  expect(await hour()).toBeGreaterThanOrEqual(graceEndsAt);
  // The grid worker and the clerk have done their part meanwhile.
  expect((await round()).state).toBe("closed");
});

test("a station that is past sends the hour nowhere, and one that was sent is not called back by a nearer one", async () => {
  await sendClockOn(system(), { to: "cut_off" });
  await goOn(system(), estimateOnly);
  const then = await hour();
  await sendClockOn(system(), { to: "cut_off" });
  expect((await findDemoClock(system()))?.goingToMs).toBeNull();
  await sendClockOn(system(), { to: "close" });
  const far = (await findDemoClock(system()))?.goingToMs;
  await sendClockOn(system(), { to: "grace_end" });
  expect((await findDemoClock(system()))?.goingToMs).toBe(far);
  expect(await hour()).toBeLessThan(then + 60_000);
});

test("a worker that died on the way goes on from where it was; one that finds nothing to do leaves the hour alone", async () => {
  await sendClockOn(system(), { to: "grace_end" });
  await anOrder(city, city.places[0].grids[0].homes[0]!);
  const dies = { ...system(), live: { ...system().live, announce: () => Promise.reject(new Error("killed")) } };
  await expect(goOn(dies, estimateOnly)).rejects.toThrow("killed");
  await goOn(system(), estimateOnly);
  const { graceEndsAt } = await round();
  expect(await hour()).toBeGreaterThanOrEqual(graceEndsAt);
  const before = await hour();
  await goOn(system(), estimateOnly);
  expect(await hour()).toBeLessThan(before + 60_000);
});

test("the program cannot lay a clock, and nobody can where there is a round: a real city keeps the real time", async () => {
  await city.owner.sql`DELETE FROM app_clock`;
  await expect(city.app.sql`INSERT INTO app_clock (ahead) VALUES ('5 hours')`).rejects.toThrow(/permission denied/);
  await expect(city.owner.sql`INSERT INTO app_clock (ahead) VALUES ('5 hours')`).rejects.toMatchObject({
    constraint_name: "app_clock_before_first_round",
  });
  await expect(sendClockOn(system(), { to: "cut_off" })).rejects.toMatchObject({ code: "not_found" });
  expect(await findDemoClock(system())).toBeUndefined();
  const [row] = await city.owner.sql<{ off: number }[]>`SELECT abs(extract(epoch FROM app_now() - now())) AS off`;
  expect(Number(row?.off)).toBeLessThan(60);

  const empty = await anEmptyCity();
  await empty.owner.sql`INSERT INTO app_clock (ahead) VALUES ('5 hours')`;
  await empty.close();
});

test("the clock never goes back", async () => {
  await city.app.sql`UPDATE app_clock SET ahead = '2 hours'`;
  await expect(city.app.sql`UPDATE app_clock SET ahead = '1 hour'`).rejects.toMatchObject({
    constraint_name: "app_clock_goes_on",
  });
});
