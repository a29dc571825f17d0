import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import type { ImportReport } from "#contract/city-imports.ts";
import { type Connection, connect, connectAs, type Database, type Tx } from "#db/client.ts";
import { cityRows } from "#db/queries/city-rows.ts";
import { cityImports } from "#db/schema/index.ts";
import type { CityImportId } from "#domain/kernel/ids.ts";
import type { Instant } from "#domain/kernel/time.ts";
import { DEMO_GRID, DEMO_PLACE } from "#server/demo/sign-ins.ts";
import { writeCatalogue } from "./catalogue.ts";
import { liveDemoDay, type Stage } from "./demo-days.ts";
import { pasteDemoList } from "./demo-list.ts";
import { writeFleetAndStores } from "./fleet-and-stores.ts";
import { readCatalogue, readPlaces } from "./read-files.ts";
import { writeStaff } from "./staff.ts";
import { layOutTerritory, type Place, registerInventedPersons } from "./territory.ts";
import { gatherByHeads } from "./units.ts";

const STAGES: readonly Stage[] = ["delivered", "on_the_buses", "packing", "open"];

/**
 * Fills an empty database with the demo's city and four days at four stations, so that every role's first screen has
 * something real to do at whatever hour. A database that has communities already is left as it is.
 * @param say called with each step's name as it begins
 */
export async function seedCity(
  url: string,
  authSecret: string,
  say: (step: string) => void,
  ordersPerDay = 3_000,
  places: readonly Place[] = readPlaces(),
): Promise<void> {
  const owner = connect(url, { max: 2, name: "baogong-seed", relaxed: true });
  const app = await connectAs(url, "baogong_app", { max: 3, name: "baogong-seed-app", relaxed: true });
  try {
    const [seeded] = await owner.sql<{ done: boolean }[]>`SELECT EXISTS (SELECT FROM cycles) AS done`;
    if (seeded?.done) return;
    const now = Date.now() as Instant;
    await layOutDemoCity(owner, places, authSecret, say);
    for (const stage of STAGES)
      await liveDemoDay(
        app.db,
        owner.db,
        stage,
        ordersPerDay,
        (step) => say(`a day ${stage.replaceAll("_", " ")}: ${step}`),
        now,
      );
    say("a claim");
    await owner.db.transaction((tx) => lastTouches(tx as Tx));
    await owner.sql`UPDATE app_clock SET stands_at = NULL`;
    await pasteDemoList(app.db, owner.db);
  } finally {
    await app.close();
    await owner.close();
  }
}

/** The city as it is before anybody has ordered: places, stores, buses, staff, zones. */
export async function layOutDemoCity(
  owner: Connection,
  places: readonly Place[],
  authSecret: string,
  say: (step: string) => void,
): Promise<void> {
  // A demo runs on its own clock: it stands at the hour of each step while it is seeded, then goes on from the real time.
  await owner.sql`INSERT INTO app_clock DEFAULT VALUES ON CONFLICT DO NOTHING`;
  const homes = places.reduce((n, p) => n + p.households, 0);
  say(`${places.length} places, ${homes.toLocaleString("en")} homes and who lives there`);
  await layOutCity(owner.db, places);
  say("stores, buses and staff");
  await owner.db.transaction(async (tx) => {
    await keepList(tx as Tx, places);
    const { items, packages } = readCatalogue();
    await writeCatalogue(tx as Tx, items, packages);
    await writeFleetAndStores(tx as Tx);
    await gatherByHeads(tx as Tx);
    await writeStaff(tx as Tx, authSecret);
    await setZones(tx as Tx);
    // Every third place has a marked zone at its gate.
    await tx.execute(
      sql`UPDATE communities SET set_down_zone = '大门内侧黄线框' WHERE code = ${DEMO_PLACE} OR mod(abs(hashtext(code)), 3) = 0`,
    );
  });
  await owner.sql`ANALYZE`;
}

/**
 * Lays the city out on two connections, half of the places on each: one alone is busy with its indexes for a quarter of a
 * minute. One place of each district goes first, or one half would wait for the districts of the other.
 */
async function layOutCity(owner: Database, places: readonly Place[]): Promise<void> {
  const first = [...new Map(places.map((p) => [p.district, p])).values()];
  const rest = places.filter((p) => !first.includes(p));
  const layOut = (part: readonly Place[]) =>
    owner.transaction(async (tx) => {
      await layOutTerritory(tx as Tx, part);
      await registerInventedPersons(tx as Tx);
    });
  await layOut(first);
  await Promise.all([0, 1].map((half) => layOut(rest.filter((_, i) => i % 2 === half))));
}

/** The list that the city came from, as an import that was taken in: the desk finds it among its imports. */
async function keepList(tx: Tx, places: readonly Place[]): Promise<void> {
  const now = Date.now() as Instant;
  const id = randomUUID() as CityImportId;
  const n = places.length;
  await tx.insert(cityImports).values({
    id,
    fileName: "places_demo_215.csv",
    datum: "wgs84",
    state: "taken_in",
    rows: n,
    shiftMetres: 0,
    report: {
      sheets: [
        { sheet: "places", new: n, changed: 0, untouched: 0, gone: 0, newKeys: [], changedKeys: [], goneKeys: [] },
      ],
      doors: 0,
      moved: [],
      far: [],
      streets: false,
    } satisfies ImportReport,
    done: n,
    addedAt: now,
    takenInAt: now,
  });
  await tx.execute(sql`INSERT INTO city_import_rows (import_id, seq, sheet, line, key, cells, change)
    SELECT ${id}, row_number() OVER (ORDER BY city.key), 'places', row_number() OVER (ORDER BY city.key) + 1, city.key, city.row, 'new' FROM (${cityRows("places")}) AS city`);
}

/** A locked grid of the demo place, and levels over the city, from before the days that are lived: plans keep to them. */
async function setZones(tx: Tx): Promise<void> {
  await tx.execute(sql`INSERT INTO zone_versions (id, community_id, grid_id, level, state, "from", "to", order_number, set_at)
    SELECT gen_random_uuid(), g.community_id, g.id, 'lockdown', 'effective', now() - interval '2 days', date_trunc('day', now()) + interval '4 days 1 hour', '演示令 第 12 号', now()
    FROM grids g JOIN communities c ON c.id = g.community_id WHERE c.code = ${DEMO_PLACE} AND g.number = ${DEMO_GRID}`);
  await tx.execute(sql`INSERT INTO zone_versions (id, community_id, level, state, "from", order_number, set_at)
    SELECT gen_random_uuid(), id, (CASE WHEN code IN ('P012', 'P085', 'P120') THEN 'lockdown' WHEN mod(abs(hashtext(code)), 19) = 3 THEN 'control' ELSE 'prevention' END)::zone_level, 'effective',
      now() - interval '3 days', '演示令 第 11 号', now() FROM communities WHERE code IN ('P012', 'P085', 'P120') OR mod(abs(hashtext(code)), 19) IN (3, 7)`);
}

/** A claim that waits for its answer, a driver on the demo grid's bus. */
async function lastTouches(tx: Tx): Promise<void> {
  await tx.execute(sql`INSERT INTO claims (id, cycle_id, order_id, household_id, grid_id, kind, words, bag_number, answer_by, opened_at)
    SELECT ${randomUUID()}::uuid, o.cycle_id, o.id, o.household_id, o.grid_id, 'damaged', '鸡蛋碎了三个，袋子是湿的。', (SELECT min(number) FROM bags b WHERE b.order_id = o.id), now() + interval '6 hours', now() - interval '40 minutes'
    FROM household_orders o JOIN grids g ON g.id = o.grid_id JOIN communities c ON c.id = g.community_id JOIN cycles y ON y.id = o.cycle_id
    WHERE c.code = ${DEMO_PLACE} AND g.number = ${DEMO_GRID} AND o.state = 'delivered' ORDER BY y.number, (o.placed_by IS NOT NULL) DESC, o.id LIMIT 1`);
  await tx.execute(sql`UPDATE trips SET driver_id = md5('demo:siji')::uuid WHERE id = (
    SELECT t.id FROM trips t JOIN stops s ON s.trip_id = t.id JOIN communities c ON c.id = s.community_id
    WHERE t.state = 'running' AND s.state IN ('planned', 'approaching') ORDER BY (c.code = ${DEMO_PLACE}) DESC, t.number LIMIT 1)`);
  await tx.execute(
    sql`UPDATE vehicles SET driver_id = md5('demo:siji')::uuid WHERE id = (SELECT vehicle_id FROM trips WHERE driver_id = md5('demo:siji')::uuid LIMIT 1)`,
  );
}
