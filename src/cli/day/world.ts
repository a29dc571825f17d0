import { existsSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { sql } from "drizzle-orm";
import { type Connection, connect, type Tx } from "#db/client.ts";
import { freePort } from "#db/free-port.ts";
import { migrate } from "#db/migrate.ts";
import { openScratchDatabase } from "#db/scratch-database.ts";
import { buildIfNeeded } from "../build-if-needed.ts";
import { endParts, startPart } from "../parts.ts";
import { writeCatalogue } from "../seed/catalogue.ts";
import { writeFleetAndStores } from "../seed/fleet-and-stores.ts";
import { readCatalogue, readPlaces } from "../seed/read-files.ts";
import { writeStaff } from "../seed/staff.ts";
import { layOutTerritory, registerInventedPersons } from "../seed/territory.ts";
import { Api } from "./api.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const DIRECTORY = `${ROOT}/.data/day`;
export const SECRET = "rehearsal-rehearsal-rehearsal-rehearsal";

export type World = { readonly api: Api; readonly owner: Connection; readonly stop: () => Promise<void> };

/** Brings up the whole product on a city of its own, with as many hands and buses as the orders ask for. */
export async function openWorld(orders: number, reset: boolean): Promise<World> {
  await buildIfNeeded(ROOT, () => {});
  if (reset) rmSync(DIRECTORY, { recursive: true, force: true });
  const server = await openScratchDatabase(
    "day",
    DIRECTORY,
    { max_connections: "120", shared_buffers: "512MB", max_wal_size: "8GB", work_mem: "32MB" },
    reset,
  );
  const { url } = server;
  await migrate(url);
  const owner = connect(url, { max: 4, relaxed: true, name: "baogong-day" });
  const ready = `${server.home}/ready-${orders}`;
  if (!existsSync(ready)) {
    await owner.db.transaction(async (tx) => {
      await layOutTerritory(tx as Tx, readPlaces());
      await registerInventedPersons(tx as Tx);
      const { items, packages } = readCatalogue();
      await writeCatalogue(tx as Tx, items, packages);
      await writeFleetAndStores(tx as Tx);
      await writeStaff(tx as Tx, SECRET);
      const scale = Math.max(1, Math.ceil((orders * 1.3) / 13_000));
      await tx.execute(
        sql`UPDATE supermarkets SET daily_capacity_bags = daily_capacity_bags * ${scale}::int, dock_slots = dock_slots + ${scale}::int`,
      );
      await tx.execute(sql`UPDATE vehicles SET in_service = true`);
      if (scale > 1)
        await tx.execute(sql`WITH more AS (SELECT v.*, n FROM vehicles v, generate_series(2, ${Math.ceil(scale / 2)}::int) AS n)
          INSERT INTO vehicles (id, name, type_code, depot_id, driver_id, in_service) SELECT md5(id::text || n)::uuid, name || '-' || n, type_code, depot_id, driver_id, true FROM more`);
    });
    await owner.sql`ANALYZE`;
    writeFileSync(ready, "");
  }
  const port = await freePort();
  const env = {
    DATABASE_URL: url,
    AUTH_SECRET: SECRET,
    HOST: "127.0.0.1",
    PORT: String(port),
    LOG_LEVEL: "error",
    // Nobody is texted here: nothing listens at this port.
    SMS_WEBHOOK_URL: "http://127.0.0.1:9",
  };
  const parts = [await startPart("web", env), await startPart("worker", env)];
  const api = new Api(port);
  return {
    api,
    owner,
    stop: async () => {
      api.close();
      await endParts(parts);
      await owner.close();
      await server.stop();
    },
  };
}
