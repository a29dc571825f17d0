import { afterAll, beforeAll, expect, test } from "vitest";
import { liveDemoDay } from "../../../src/cli/seed/demo-days.ts";
import { readPlaces } from "../../../src/cli/seed/read-files.ts";
import { layOutDemoCity } from "../../../src/cli/seed/seed-city.ts";
import type { DemoClock, Turn, TurnWhy, WalkStep } from "../../../src/contract/demo.ts";
import { connectAs, type ScopedConnection } from "../../../src/db/client.ts";
import type { CycleId } from "../../../src/domain/kernel/ids.ts";
import type { Instant } from "../../../src/domain/kernel/time.ts";
import type { DayStation } from "../../../src/domain/offer/day-stations.ts";
import { look } from "../../../src/server/act.ts";
import { demoAccounts } from "../../../src/server/auth/demo-account.ts";
import { type Ctx, SYSTEM } from "../../../src/server/ctx.ts";
import { enterAs } from "../../../src/server/demo/enter-as.ts";
import { goOn, sendClockOn } from "../../../src/server/demo/go-on.ts";
import { listTurns } from "../../../src/server/demo/list-turns.ts";
import { findDemoClock } from "../../../src/server/demo/read-clock.ts";
import { readWalk } from "../../../src/server/demo/read-walk.ts";
import { DEMO_PASSWORD, DEMO_PLACE } from "../../../src/server/demo/sign-ins.ts";
import { nobodyListens } from "../../../src/server/live.ts";
import { estimateOnly } from "../../../src/server/planning/roads-in-use.ts";
import { closeEarly, cutOffEarly } from "../../../src/server/usecases/cycles/close-early.ts";
import { anEmptyCity } from "../../support/city.ts";

/** The demo's place and a few around it; one round that is open. */
const places = readPlaces()
  .filter((p, i) => p.code === DEMO_PLACE || i % 50 === 0)
  .map((p) => ({ ...p, households: Math.ceil(p.households / 10) }));

let city: Awaited<ReturnType<typeof anEmptyCity>>;
let cycleId: CycleId;
let auth: ScopedConnection;
beforeAll(async () => {
  city = await anEmptyCity();
  await layOutDemoCity(city.owner, places, "played-day-played-day-played-day-played", () => {});
  cycleId = await liveDemoDay(city.app.db, city.owner.db, "open", 320, () => {}, Date.now() as Instant);
  await city.owner.sql`UPDATE app_clock SET stands_at = NULL`;
  auth = await connectAs(city.url, "baogong_auth", { max: 2 });
});
afterAll(async () => {
  await auth.close();
  await city.close();
});

const system = (): Ctx => ({ db: city.app.db, live: nobodyListens, actor: SYSTEM });
const turns = (): Promise<Turn[]> => look(system(), (tx) => listTurns(tx));
const walk = async (): Promise<WalkStep[]> => look(system(), async (tx) => readWalk(tx, await listTurns(tx)));
const ticked = async () => (await walk()).filter((s) => s.done).map((s) => s.key);
const whys = async () => new Set<TurnWhy>((await turns()).map((t) => t.why));
const clock = async () => (await findDemoClock(system())) as DemoClock;
const state = async () =>
  (await city.owner.sql<{ state: string }[]>`SELECT state FROM cycles WHERE id = ${cycleId}`)[0]?.state;
async function goTo(to: DayStation): Promise<void> {
  await sendClockOn(system(), { to });
  await goOn(system(), estimateOnly);
}

test("the day goes round without anybody at a screen, station by station, and the walk ticks itself off", async () => {
  expect(await whys()).toEqual(new Set(["order", "cut"]));
  expect(await ticked()).toEqual([]);
  await cutOffEarly({ ...system(), actor: { ...SYSTEM, role: "DESK" } }, { cycleId, reason: "车要早走" });
  expect(await whys()).toEqual(new Set(["submit", "close"]));
  expect((await walk()).find((s) => s.key === "sheet")?.turn).toMatchObject({
    who: "陈美珍",
    page: `/g/sheet?round=${cycleId}`,
  });
  await closeEarly({ ...system(), actor: { ...SYSTEM, role: "DESK" } }, { cycleId, reason: "车要早走" });
  expect(await whys()).toEqual(new Set(["share"]));
  expect(await ticked()).toEqual(["cut", "sheet"]);

  await goTo("loading");
  expect(await state()).toBe("fulfilling");
  // Who works on several rounds is led to the one whose turn it is, and not to the one that is most urgent for him.
  for (const turn of (await turns()).filter((t) => t.role === "SUP" || t.role === "SUPM"))
    expect(turn.page).toContain(`?cycle=${cycleId}`);
  expect(await ticked()).toEqual(["cut", "sheet", "share", "pack", "plan"]);
  await goTo("first_gate");
  expect(await whys()).toContain("count");
  await goTo("doors");
  await goTo("close");
  const open = await city.owner.sql`SELECT state, count(*) FROM trips WHERE state <> 'closed' GROUP BY 1`;
  expect(open).toEqual([]);
  expect(await state()).toBe("reconciling");
  expect((await walk()).find((s) => !s.done && s.turn)?.turn?.who).toBe("林晓岚");
  const { round } = await clock();
  expect(round?.stations.every((s) => s.atMs <= Date.now() + 10 * 86_400_000)).toBe(true);
});

test("whoever drives, packs or counts gets a way in when he is to be acted as, and a home's person an account", async () => {
  const accounts = demoAccounts(auth.db, DEMO_PASSWORD);
  const driver = await city.owner.sql<{ id: string; username: string }[]>`
    SELECT u.id, u.username FROM users u JOIN vehicles v ON v.driver_id = u.id ORDER BY v.name LIMIT 1`;
  const key = await enterAs(system(), accounts, driver[0]!.id);
  expect(key).toEqual({ signIn: driver[0]!.username, secret: DEMO_PASSWORD, code: null });
  expect(await enterAs(system(), accounts, driver[0]!.id)).toEqual(key);
  // What the sign-in takes for a user name.
  const names = await city.owner.sql<
    { n: number }[]
  >`SELECT count(*)::int AS n FROM users WHERE username !~ '^[a-z0-9_.]{2,30}$'`;
  expect(names[0]?.n).toBe(0);

  const [person] = await city.owner.sql<
    { id: string }[]
  >`SELECT id FROM persons WHERE user_id IS NULL AND state = 'verified' LIMIT 1`;
  const both = await Promise.all([1, 2].map(() => enterAs(system(), accounts, person!.id)));
  expect(both[0]).toEqual(both[1]);
  expect(both[0]?.signIn).toMatch(/^138\d{8}$/);
  const [linked] = await city.owner.sql<{ user_id: string }[]>`SELECT user_id FROM persons WHERE id = ${person!.id}`;
  expect(linked?.user_id).toBe(person!.id);
  await expect(enterAs(system(), accounts, crypto.randomUUID())).rejects.toMatchObject({ code: "not_found" });
});
