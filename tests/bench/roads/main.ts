import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { buildGraph, graphFrom } from "../../../src/roads/build-graph.ts";
import { readGraph, writeGraph } from "../../../src/roads/graph-file.ts";
import { buildHierarchy } from "../../../src/roads/hierarchy/build-hierarchy.ts";
import { LARGE_JUNCTIONS } from "../../../src/roads/hierarchy/hierarchy.ts";
import { hierarchyPath, readHierarchy, writeHierarchy } from "../../../src/roads/hierarchy/hierarchy-file.ts";
import { closeRoads, openNetwork } from "../../../src/roads/network.ts";
import { parallelMatrix } from "../../../src/roads/parallel-matrix.ts";
import { graphBytes } from "../../../src/roads/road-graph.ts";
import { indexRoads } from "../../../src/roads/road-index.ts";
import { hierarchyMatrix, roadMatrix, UNREACHABLE } from "../../../src/roads/road-matrix.ts";
import { roadRoute } from "../../../src/roads/road-route.ts";
import { searchRoom } from "../../../src/roads/search.ts";
import type { Vehicle } from "../../../src/roads/vehicle.ts";
import { gridCity } from "./grid-city.ts";
import { plainCheck } from "./plain-check.ts";
import { scatter } from "./scatter.ts";

/** Measures the road engine on one extract: `npm run bench:roads -- --help` says how. */
const HELP = `npm run bench:roads -- [options]
  --pbf FILE     extract (default ../shared/data/map/porto-alegre.osm.pbf)
  --grid 400     a made-up city of 400 x 400 junctions instead of an extract
  --sizes 50,100,215   points of each matrix; add 1000 for the large one
  --hierarchy    builds one although the city is small; a large one gets it anyway
  --workers 1,2  the largest matrix again on so many threads
  --pairs 0      compare that many random pairs with a plain Dijkstra (2000 for the record)
  --seed 1       of the random points
  --json FILE    write the figures there`;

const { values } = parseArgs({
  options: {
    pbf: { type: "string", default: "../shared/data/map/porto-alegre.osm.pbf" },
    grid: { type: "string" },
    sizes: { type: "string", default: "50,100,215" },
    hierarchy: { type: "boolean", default: false },
    workers: { type: "string", default: "" },
    pairs: { type: "string", default: "0" },
    seed: { type: "string", default: "1" },
    json: { type: "string" },
    help: { type: "boolean", default: false },
  },
});
const BUS: Vehicle = { kind: "bus" };

if (values.help) console.log(HELP);
else if (values.grid || existsSync(values.pbf)) await measure(values.pbf);
else {
  console.error(`nothing to measure: ${values.pbf} is missing`);
  process.exitCode = 1;
}

async function measure(pbf: string): Promise<void> {
  const rows: { what: string; value: number; unit: string }[] = [];
  const note = (what: string, value: number, unit: string) => {
    rows.push({ what, value: Math.round(value * 1000) / 1000, unit });
  };
  const seed = Number(values.seed);
  if (!values.grid) note("file", statSync(pbf).size / 1e6, "MB");
  const graph = timed("graph build", note, () =>
    values.grid ? graphFrom(gridCity(Number(values.grid))) : buildGraph(pbf),
  );
  note("junctions", graph.junctions, "");
  note(
    "driven edges",
    graph.access.reduce((sum, bits) => sum + (bits === 0 ? 0 : 1), 0),
    "",
  );
  note("forbidden turns", graph.bans.from.length, "");
  note("graph size", graphBytes(graph) / 1e6, "MB");
  const index = timed("street index", note, () => indexRoads(graph));
  const base = timed("network of a bus", note, () => openNetwork(graph, index, BUS));
  note("edges in the large parts", base.main.filter((part) => part > 0).length, "");

  const room = searchRoom(base);
  const folder = mkdtempSync(join(tmpdir(), "baogong-bench-"));
  const built =
    graph.junctions > LARGE_JUNCTIONS || values.hierarchy
      ? timed("hierarchy, building", note, () => buildHierarchy(base, () => {}))
      : undefined;
  if (built) writeHierarchy(folder, built);
  const reading = performance.now();
  const hierarchy = built && readHierarchy(folder, built.key);
  if (hierarchy) {
    note("hierarchy, loading", performance.now() - reading, "ms by the clock");
    note("hierarchy, file", statSync(hierarchyPath(folder, hierarchy.key)).size / 1e6, "MB");
    note("hierarchy, shortcuts and turns", hierarchy.upHead.length + hierarchy.downFrom.length, "");
  }
  for (const size of values.sizes.split(",").map(Number)) {
    const points = scatter(base, size, seed);
    const cpu = process.cpuUsage();
    const plain = timed(`matrix ${size} x ${size}`, note, () => roadMatrix(base, points, room));
    const plainCpu = process.cpuUsage(cpu);
    note(`  pairs without a way`, plain.seconds.filter((s) => s >= UNREACHABLE).length, "");
    if (!hierarchy) continue;
    const before = process.cpuUsage();
    const quick = timed(`  out of the hierarchy`, note, () => hierarchyMatrix(base, hierarchy, points));
    const quickCpu = process.cpuUsage(before);
    note(`  plain ÷ hierarchy`, (plainCpu.user + plainCpu.system) / (quickCpu.user + quickCpu.system), "times");
    const differs = (_: number, i: number) =>
      quick.seconds[i] !== plain.seconds[i] || quick.metres[i] !== plain.metres[i];
    note(`  cells that differ`, plain.seconds.filter(differs).length, "");
  }
  for (const workers of values.workers.split(",").filter(Boolean).map(Number)) {
    const size = Math.max(...values.sizes.split(",").map(Number));
    for (const out of hierarchy ? [undefined, hierarchy] : [undefined]) {
      const [from, cpu] = [performance.now(), process.cpuUsage()];
      await parallelMatrix(base, scatter(base, size, seed), workers, out);
      const { user, system } = process.cpuUsage(cpu);
      const what = `matrix ${size} x ${size} on ${workers} workers${out ? ", hierarchy" : ""}`;
      note(what, (user + system) / 1e6, "CPU s, all threads");
      note(what, (performance.now() - from) / 1000, "s by the clock");
    }
  }
  const middle = scatter(base, 1, seed + 1)[0]!;
  const [d, points] = [0.006, scatter(base, 215, seed)];
  const ring = [
    { lat: middle.lat - d, lng: middle.lng - d },
    { lat: middle.lat - d, lng: middle.lng + d },
    { lat: middle.lat + d, lng: middle.lng + d },
    { lat: middle.lat + d, lng: middle.lng - d },
  ];
  timed("closure of 1.3 km, then matrix 215", note, () =>
    roadMatrix(closeRoads(base, [{ id: "zone", rings: [ring] }], BUS), points),
  );
  const ends = scatter(base, 400, seed + 2);
  const each = Array.from({ length: 200 }, (_, i) => {
    const from = performance.now();
    roadRoute(base, [ends[i * 2]!, ends[i * 2 + 1]!], room);
    return performance.now() - from;
  }).sort((a, b) => a - b);
  const file = join(folder, "roads.bin");
  writeGraph(file, graph);
  const loading = performance.now();
  readGraph(file);
  note("stored graph, loading", performance.now() - loading, "ms by the clock");
  rmSync(folder, { recursive: true });
  note("route p50", each[100]!, "ms");
  note("route p95", each[190]!, "ms");
  if (Number(values.pairs) > 0) {
    const { compared, wrong } = plainCheck(base, Number(values.pairs), seed + 3);
    note("pairs compared with a plain Dijkstra", compared, "");
    note("  other times or ways", wrong, "");
  }
  note("memory, resident peak", process.resourceUsage().maxRSS / 1024, "MB");
  for (const { what, value, unit } of rows) console.log(`${what.padEnd(42)}${String(value).padStart(12)} ${unit}`);
  if (!values.json) return;
  mkdirSync(dirname(values.json), { recursive: true });
  writeFileSync(
    values.json,
    JSON.stringify({ input: values.grid ? `grid ${values.grid}` : pbf, date: new Date().toISOString(), rows }, null, 2),
  );
}

/** CPU seconds, because others may use the machine. */
function timed<T>(what: string, note: (what: string, value: number, unit: string) => void, work: () => T): T {
  const before = process.cpuUsage();
  const out = work();
  const { user, system } = process.cpuUsage(before);
  note(what, (user + system) / 1e6, "CPU s");
  return out;
}
