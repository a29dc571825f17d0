import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { liveDemoDay } from "../../../src/cli/seed/demo-days.ts";
import { peopleOf } from "../../../src/cli/seed/demo-people.ts";
import { readPlaces } from "../../../src/cli/seed/read-files.ts";
import { layOutDemoCity } from "../../../src/cli/seed/seed-city.ts";
import type { CommunityId, GridId } from "../../../src/domain/kernel/ids.ts";
import type { Role } from "../../../src/domain/kernel/role.ts";
import { atServiceDay, type Instant, plusDays, plusSeconds, toServiceDay } from "../../../src/domain/kernel/time.ts";
import type { Actor, Ctx } from "../../../src/server/ctx.ts";
import { DEMO_GRID, DEMO_PLACE } from "../../../src/server/demo/sign-ins.ts";
import { getPublish } from "../../../src/server/views/dispatch/get-publish.ts";
import { listDepotTrips } from "../../../src/server/views/driver/list-depot-trips.ts";
import { getReceive } from "../../../src/server/views/grid/get-receive.ts";
import { anEmptyCity } from "../../support/city.ts";

/** Some of the demo's places; each hour gets a day of its own, so that no bus is wanted twice. */
const places = readPlaces().filter((p, i) => p.code === DEMO_PLACE || i % 6 === 0);
const HOURS = ["00:10", "02:00", "09:00", "15:30", "23:00"];

let city: Awaited<ReturnType<typeof anEmptyCity>>;
beforeAll(async () => {
  city = await anEmptyCity();
  await layOutDemoCity(city.owner, places, "any-hour-any-hour-any-hour-any-hour", () => {});
  await city.owner
    .sql`CREATE TABLE hours_of_file AS SELECT id, gate_opens_seconds, gate_closes_seconds FROM communities`;
});
afterAll(() => city.close());
/** A day that was looked at is over: its buses are home and clean, and the next day may have them. */
afterEach(async () => {
  await city.owner.sql`ALTER TABLE trips DISABLE TRIGGER USER`;
  await city.owner.sql`UPDATE trips SET state = 'closed'`;
  await city.owner.sql`ALTER TABLE trips ENABLE TRIGGER USER`;
});

const as = (role: Role, now: Instant, scope: Partial<Actor> = {}): Ctx => peopleOf(city.app.db)(role, now, scope);

test.each(HOURS)(
  "a demo started at %s shows a day under way: buses about to come, gates open, nobody hours late",
  async (hour) => {
    const { sql, db } = city.owner;
    await sql`UPDATE communities c SET gate_opens_seconds = f.gate_opens_seconds, gate_closes_seconds = f.gate_closes_seconds FROM hours_of_file f WHERE f.id = c.id`;
    const [h, m] = hour.split(":").map(Number) as [number, number];
    const now = atServiceDay(plusDays(toServiceDay(Date.now() as Instant), 2 * HOURS.indexOf(hour)), h * 3600 + m * 60);
    const cycleId = await liveDemoDay(city.app.db, db, "on_the_buses", 1_500, () => {}, now);
    const { rows } = await getPublish(as("DIS", now), cycleId);
    const count = (...states: string[]) => rows.filter((t) => t.state !== null && states.includes(t.state)).length;
    expect(count("planned"), "held back by a check").toBe(0);
    expect(count("published", "ready"), "still to go out").toBeGreaterThan(0);
    expect(count("running"), "on the road").toBeGreaterThan(0);
    expect(Math.max(...rows.map((t) => t.lateMs))).toBeLessThanOrEqual(15 * 60_000);

    const [mine] = await sql<{ grid: GridId; place: CommunityId }[]>`SELECT g.id AS grid, c.id AS place
    FROM grids g JOIN communities c ON c.id = g.community_id WHERE c.code = ${DEMO_PLACE} AND g.number = ${DEMO_GRID}`;
    const { buses } = await getReceive(as("GW", now, mine && { grids: [mine.grid], communities: [mine.place] }));
    const coming = buses.filter((b) => b.state === "coming").map((b) => b.dueMs);
    expect(Math.min(...coming), "the demo grid's bus").toBeGreaterThanOrEqual(now);
    expect(Math.min(...coming), "the demo grid's bus").toBeLessThanOrEqual(plusSeconds(now, 3600));
    expect((await listDepotTrips(as("DEP", now))).toClear.length, "buses to clear").toBeGreaterThan(0);

    const [shut] = await sql<{ n: number }[]>`
    SELECT count(*)::int AS n FROM stops s JOIN trips t ON t.id = s.trip_id JOIN communities c ON c.id = s.community_id,
      LATERAL (SELECT extract(epoch FROM (s.planned_leave_at AT TIME ZONE 'Asia/Shanghai')::time)::int AS done) a
    WHERE t.cycle_id = ${cycleId} AND t.state = 'running' AND s.state IN ('planned', 'approaching')
      AND NOT a.done BETWEEN c.gate_opens_seconds AND c.gate_closes_seconds + 1800`;
    expect(shut?.n, "stops whose gate is shut when the bus is there").toBe(0);
    const [ahead] = await sql<{ n: number }[]>`
    SELECT count(*)::int AS n FROM custody_events WHERE at > ${new Date(now).toISOString()}::timestamptz`;
    expect(ahead?.n, "bags that moved in the future").toBe(0);
  },
);
