import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { connect, connectAs } from "../../../src/db/client.ts";
import { startEmbeddedPostgres } from "../../../src/db/embedded-postgres.ts";
import { migrate } from "../../../src/db/migrate.ts";
import type { CityImportId } from "../../../src/domain/kernel/ids.ts";
import { type Ctx, SYSTEM } from "../../../src/server/ctx.ts";
import { nobodyListens } from "../../../src/server/live.ts";
import { estimateOnly } from "../../../src/server/planning/roads-in-use.ts";
import { keepBook } from "../../../src/server/usecases/city/keep-book.ts";
import { takeInBook } from "../../../src/server/usecases/city/take-in-book.ts";
import { workOnImport } from "../../../src/server/usecases/city/work-on-import.ts";
import { bookOf, csvOf } from "../../support/a-book.ts";

// `node tests/bench/import/main.ts [--named]`: 2,517 places with 400,000 homes, from CSV files into an empty city: read,
// compared, taken in; then the same files again. `--named` brings every home in a row of its own besides.

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const PLACES = 2_517;
const named = process.argv.includes("--named");

/** 100 homes a building: 4,000 buildings over the places. */
function files() {
  const book = bookOf(PLACES, 1);
  const places = Array.from({ length: PLACES }, (_, i) => `P${String(i + 1).padStart(4, "0")}`);
  const stated = Array.from({ length: 4_000 }, (_, b) => ({
    place: places[b % PLACES] ?? "",
    building: String(1 + Math.floor(b / PLACES)),
    grid: "1",
    units: "2",
    floors: "10",
    rooms: "5",
  }));
  const homes = stated.flatMap(({ place, building }) =>
    [1, 2].flatMap((unit) =>
      Array.from({ length: 50 }, (_, r) => ({
        place,
        building,
        unit: String(unit),
        room: `${1 + Math.floor(r / 5)}0${1 + (r % 5)}`,
        people: "3",
      })),
    ),
  );
  const all = [...book.files.slice(0, 2), csvOf("buildings", stated), ...(named ? [csvOf("homes", homes)] : [])];
  return all.map((f) => ({ name: f.name, bytes: Buffer.from(f.base64, "base64") }));
}

async function main(): Promise<void> {
  const book = { datum: "wgs84" as const, files: files() };
  const server = await startEmbeddedPostgres(`${ROOT}/.data/bench-import`, {});
  try {
    const url = server.url("postgres");
    await migrate(url);
    const app = await connectAs(url, "baogong_app", { max: 2 });
    const ctx: Ctx = { actor: SYSTEM, db: app.db, live: nobodyListens };
    for (const turn of ["into an empty city", "the same files again"]) {
      let at = performance.now();
      const lap = (what: string) => {
        const now = performance.now();
        process.stdout.write(`${turn}: ${what} ${((now - at) / 1000).toFixed(1)} s\n`);
        at = now;
      };
      const kept = await keepBook(ctx, book);
      if (!("importId" in kept)) throw new Error(`mistakes: ${JSON.stringify(kept.mistakes.slice(0, 3))}`);
      lap("read and checked");
      const job = { importId: kept.importId as CityImportId };
      await workOnImport(ctx, job, estimateOnly);
      lap("compared");
      await takeInBook(ctx, job, () => workOnImport(ctx, job, estimateOnly));
      lap("taken in");
    }
    const owner = connect(url, { max: 1 });
    const [homes] = await owner.sql<{ n: number }[]>`SELECT count(*)::int AS n FROM households`;
    process.stdout.write(
      `homes ${homes?.n}; memory at its peak ${Math.round(process.resourceUsage().maxRSS / 1024)} MB\n`,
    );
    await Promise.all([app.close(), owner.close()]);
  } finally {
    await server.stop();
    await rm(`${ROOT}/.data/bench-import`, { recursive: true, force: true });
  }
}

await main();
