import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { inject } from "vitest";
import {
  type Connection,
  connect,
  connectWith,
  keyOf,
  type ScopedConnection,
  type ScopedDatabase,
} from "../../src/db/client.ts";
import {
  assignments,
  buildings,
  communities,
  cycles,
  districts,
  gridSheets,
  grids,
  households,
  items,
  offers,
  packageLines,
  packages,
  packageVersions,
  persons,
  users,
} from "../../src/db/schema/index.ts";
import type {
  BuildingId,
  CommunityId,
  CycleId,
  GridId,
  HouseholdId,
  PackageVersionId,
  UserId,
} from "../../src/domain/kernel/ids.ts";
import { fen } from "../../src/domain/kernel/money.ts";
import type { Role } from "../../src/domain/kernel/role.ts";
import { type Instant, plusDays, plusSeconds, type ServiceDay, toServiceDay } from "../../src/domain/kernel/time.ts";
import { type Actor, type Ctx, SYSTEM } from "../../src/server/ctx.ts";
import { nobodyListens } from "../../src/server/live.ts";
import { TEMPLATE } from "./postgres-for-tests.ts";

export type TestHome = {
  readonly id: HouseholdId;
  readonly gridId: GridId;
  readonly communityId: CommunityId;
  readonly buildingId: BuildingId;
  readonly unit: number;
  readonly floor: number;
  readonly room: string;
};
export type TestPlace = {
  readonly id: CommunityId;
  readonly grids: readonly [TestGrid, TestGrid];
  readonly clerk: UserId;
};
export type TestGrid = {
  readonly id: GridId;
  readonly communityId: CommunityId;
  readonly worker: UserId;
  readonly buildingId: BuildingId;
  readonly homes: readonly TestHome[];
};

export type City = {
  readonly url: string;
  /** Of the database: signs in and seals. */
  readonly key: string;
  /** Past row-level security: for laying rows and for looking at what really happened. */
  readonly owner: Connection;
  /** Like `owner`, and past the triggers: lays rows in states that no act would lead to from where they are. */
  readonly pastTheGate: Connection;
  readonly app: ScopedConnection;
  readonly clock: {
    now: () => Instant;
    set: (at: number) => void;
    pass: (seconds: number) => void;
    /** Waits until the database stands at the time that was set last. */
    arrived: () => Promise<unknown>;
  };
  /** Every topic that was announced, in order. */
  readonly announced: string[];
  readonly places: readonly [TestPlace, TestPlace];
  /** Packages by letter: A (¥50), B (¥120, with pork), H (halal). */
  readonly packages: Readonly<Record<"A" | "B" | "H", PackageVersionId>>;
  readonly cycleId: CycleId;
  /** A context of the role; scope that is not given is empty. */
  readonly ctxFor: (role: Role, scope?: Partial<Actor>) => Ctx;
  readonly workerOf: (grid: TestGrid) => Ctx;
  readonly clerkOf: (place: TestPlace) => Ctx;
  readonly residentOf: (home: TestHome) => Ctx;
  /** Moves the open cycle's times so that the cut-off is `seconds` from now and the grace ends half an hour later. */
  readonly cutOffIn: (seconds: number, state?: "open" | "closing") => Promise<void>;
  readonly close: () => Promise<void>;
};

const uuid = <T extends string>() => randomUUID() as T;
const someone = async (owner: Connection, name: string): Promise<UserId> => {
  const id = uuid<UserId>();
  await owner.db.insert(users).values({ id, name, email: `${id}@test.invalid` });
  return id;
};

/**
 * A database of one's own, cloned from the migrated template, with nothing in it. Call `close` in `afterAll`.
 * @param server for the owner, with a template of its own; else the one of the run
 */
export async function anEmptyCity(
  server = inject("postgresUrl"),
): Promise<Pick<City, "url" | "key" | "owner" | "pastTheGate" | "app" | "close">> {
  const name = `city_${randomUUID().slice(0, 8)}`;
  const maker = connect(server, { max: 1 });
  // A template is cloned by one at a time; files that run together wait for each other.
  await maker.sql`SELECT pg_advisory_lock(7266002)`;
  await maker.sql.unsafe(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`);
  await maker.close();
  const at = new URL(server);
  at.pathname = `/${name}`;
  const key = await keyOf(at.href);
  const owner = connect(at.href, { max: 4, name: "test-owner" });
  const pastTheGate = connect(at.href, { max: 1, name: "test-past-the-gate" });
  await pastTheGate.sql`SET session_replication_role = replica`;
  const app = connectWith(key, at.href, "baogong_app", { max: 8, name: "test-app" });
  return {
    url: at.href,
    key,
    owner,
    pastTheGate,
    app,
    close: async () => {
      await Promise.all([owner.close(), pastTheGate.close(), app.close()]);
      const dropper = connect(server, { max: 1 });
      await dropper.sql.unsafe(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      await dropper.close();
    },
  };
}

/**
 * A tiny city in a database of its own, cloned from the migrated template: one district, two communities of two grids,
 * each with a building of `floors` floors × 4 doors, a grid worker, a clerk, three packages and one open cycle. The
 * database's clock stands at the moment of its making and moves only when the test moves it. Call `close` in `afterAll`.
 */
export async function aCity(wish: { floors?: number; offered?: number; server?: string } = {}): Promise<City> {
  const { url, key, owner, pastTheGate, app, close } = await anEmptyCity(wish.server);

  let now = Date.now() as Instant;
  const stand = () => owner.sql`INSERT INTO app_clock (stands_at) VALUES (${new Date(now).toISOString()})
    ON CONFLICT (one) DO UPDATE SET stands_at = excluded.stands_at`;
  await stand();
  /** The clock's last move on its way to the database: no transaction begins before it has arrived. */
  let moving: Promise<unknown> = Promise.resolve();
  const clock = {
    now: () => now,
    set: (to: number) => {
      now = to as Instant;
      moving = moving.then(stand);
    },
    pass: (seconds: number) => clock.set(plusSeconds(now, seconds)),
    arrived: () => moving,
  };
  const inTime: Pick<ScopedDatabase, "transaction"> = {
    transaction: async (work, config) => {
      await moving;
      return app.db.transaction(work, config);
    },
  };
  const db = Object.assign(Object.create(app.db), inTime) as ScopedDatabase;
  const announced: string[] = [];
  const live: Ctx["live"] = { ...nobodyListens, announce: async (...topics) => void announced.push(...topics) };

  const districtId = uuid<(typeof districts.$inferSelect)["id"]>();
  await owner.db.insert(districts).values({ id: districtId, code: "D1", name: { "zh-CN": "丰泽区", en: "Fengze" } });
  const places = [
    await aPlace(owner, districtId, 1, wish.floors ?? 3),
    await aPlace(owner, districtId, 2, wish.floors ?? 3),
  ] as const;
  const packageIds = await somePackages(owner);
  const cycleId = uuid<CycleId>();
  await owner.db.insert(cycles).values({
    id: cycleId,
    number: 1,
    state: "open",
    opensAt: plusSeconds(now, -4 * 3600),
    cutOffAt: plusSeconds(now, 2 * 3600),
    graceEndsAt: plusSeconds(now, 2.5 * 3600),
    deliveryDay: plusDays(toServiceDay(now), 1),
  });
  await owner.db.insert(offers).values(
    Object.values(packageIds).map((packageVersionId, position) => ({
      cycleId,
      packageVersionId,
      priceFen: fen([5000, 12_000, 6000][position] ?? 5000),
      householdLimit: 3,
      offered: wish.offered ?? 500,
      position,
    })),
  );
  await owner.db.insert(gridSheets).values(
    places.flatMap((p) =>
      p.grids.map((g) => ({
        id: uuid<never>(),
        cycleId,
        gridId: g.id,
        communityId: p.id,
        state: "collecting" as const,
      })),
    ),
  );

  const ctxFor = (role: Role, scope: Partial<Actor> = {}): Ctx => ({
    actor: { ...SYSTEM, name: role, role, ...scope },
    db,
    live,
  });
  return {
    url,
    key,
    owner,
    pastTheGate,
    app,
    clock,
    announced,
    places,
    packages: packageIds,
    cycleId,
    ctxFor,
    workerOf: (g) => ctxFor("GW", { userId: g.worker, grids: [g.id], communities: [g.communityId] }),
    clerkOf: (p) => ctxFor("COM", { userId: p.clerk, communities: [p.id] }),
    residentOf: (h) => ctxFor("RES", { homes: [h.id], communities: [h.communityId] }),
    cutOffIn: async (seconds, state = seconds > 0 ? "open" : "closing") => {
      const cutOffAt = plusSeconds(now, seconds);
      await owner.db
        .update(cycles)
        .set({ state, opensAt: plusSeconds(cutOffAt, -6 * 3600), cutOffAt, graceEndsAt: plusSeconds(cutOffAt, 1800) })
        .where(sql`id = ${cycleId}`);
    },
    close,
  };
}

async function aPlace(
  owner: Connection,
  districtId: never | (typeof districts.$inferSelect)["id"],
  n: number,
  floors: number,
): Promise<TestPlace> {
  const id = uuid<CommunityId>();
  await owner.db.insert(communities).values({
    id,
    code: `C${n}`,
    kind: "community",
    name: {
      "zh-CN": ["", "火炬社区", "东海社区"][n] ?? `社区${n}`,
      en: ["", "Huoju Community", "Donghai Community"][n] ?? `Community ${n}`,
    },
    subdistrict: { "zh-CN": "东海街道", en: "Donghai" },
    districtId,
    lat: 24.9 + n / 100,
    lng: 118.6,
    pointQuality: "source_point",
    gateOpensSeconds: 0,
    gateClosesSeconds: 86_400,
    busAccessible: true,
  });
  const clerk = await someone(owner, `吴淑华${n}`);
  await owner.db
    .insert(assignments)
    .values({ id: uuid<never>(), userId: clerk, role: "COM", communityId: id, from: 0 as Instant });
  return { id, clerk, grids: [await aGrid(owner, id, 1, floors), await aGrid(owner, id, 2, floors)] };
}

async function aGrid(owner: Connection, communityId: CommunityId, number: number, floors: number): Promise<TestGrid> {
  const id = uuid<GridId>();
  const buildingId = uuid<BuildingId>();
  await owner.db.insert(grids).values({ id, communityId, number });
  await owner.db.insert(buildings).values({
    id: buildingId,
    gridId: id,
    communityId,
    name: String(number),
    number,
    units: 1,
    floors,
    doorsPerFloor: 4,
  });
  const worker = await someone(owner, `陈美珍${number}`);
  await owner.db
    .insert(assignments)
    .values({ id: uuid<never>(), userId: worker, role: "GW", gridId: id, from: 0 as Instant });
  const homes: TestHome[] = Array.from({ length: floors * 4 }, (_, i) => {
    const floor = Math.floor(i / 4) + 1;
    return {
      id: uuid<HouseholdId>(),
      gridId: id,
      communityId,
      buildingId,
      unit: 1,
      floor,
      room: `${floor}0${(i % 4) + 1}`,
    };
  });
  await owner.db.insert(households).values(
    homes.map((h, i) => ({
      ...h,
      size: 3,
      tags: i === 1 ? ["no_phone", "elder_alone"] : i === 2 ? ["halal"] : [],
      ...(i === 1 || i === 2 ? { needsFrom: "said" as const, needsSaidOn: "2026-04-01" as ServiceDay } : {}),
    })),
  );
  await owner.db.insert(persons).values(
    homes.map((h, i) => ({
      id: uuid<never>(),
      householdId: h.id,
      gridId: id,
      name: `黄${h.room}`,
      phoneMasked: i === 1 ? null : `139****${h.room}0`,
      state: "verified" as const,
      verifiedBy: "register" as const,
    })),
  );
  return { id, communityId, worker, buildingId, homes };
}

async function somePackages(owner: Connection): Promise<City["packages"]> {
  const write = async (letter: string, name: { "zh-CN": string; en: string }, priceFen: number, tags: string[]) => {
    const packageId = uuid<(typeof packages.$inferSelect)["id"]>();
    const id = uuid<PackageVersionId>();
    await owner.db.insert(packages).values({ id: packageId, code: letter.toLowerCase(), letter, name });
    await owner.db.insert(packageVersions).values({
      id,
      packageId,
      version: 1,
      priceFen: fen(priceFen),
      feeFen: fen(0),
      weightGrams: 4000,
      volumeMl: 9000,
      shelfLifeHours: 36,
      fragile: false,
      coldChain: false,
      householdLimit: 3,
      tags,
    });
    const itemId = uuid<(typeof items.$inferSelect)["id"]>();
    const item = { id: itemId, code: `item-${letter}`, name, unit: "份", unitKind: "piece" as const };
    await owner.db
      .insert(items)
      .values({ ...item, priceFen: fen(priceFen), costFen: fen(priceFen), shelfLifeHours: 36 });
    await owner.db
      .insert(packageLines)
      .values({ packageVersionId: id, itemId, position: 0, tenths: 10, lineFen: fen(priceFen) });
    return id;
  };
  return {
    A: await write("A", { "zh-CN": "蔬菜包", en: "Vegetables" }, 5000, []),
    B: await write("B", { "zh-CN": "肉蛋菜包", en: "Meat and eggs" }, 12_000, ["contains_pork"]),
    H: await write("H", { "zh-CN": "清真包", en: "Halal" }, 6000, ["halal"]),
  };
}

/** The same person's context in another process: one that has kept nothing of what was read before. */
export function inAnotherProcess(ctx: Ctx): Ctx {
  return { ...ctx, db: Object.create(ctx.db) as ScopedDatabase };
}
