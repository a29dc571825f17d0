import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { check } from "../routing/check.ts";
import { toGeoJson } from "../routing/geojson.ts";
import { solveOnIslands } from "../routing/islands.ts";
import type { Problem } from "../routing/problem.ts";
import type { Solution } from "../routing/solution.ts";
import { drawPlan } from "./plan/draw-plan.ts";
import { jsonSchema, problemSchema } from "./plan/problem-schema.ts";

/** Plans routes without the web: a problem as JSON in, a plan as JSON or GeoJSON out. */
const HELP = `npm run plan -- problem.json [options] > plan.json
  --limit 10       seconds to search
  --rounds N       search N rounds instead: the same plan every time
  --seed 1         seed of the search
  --islands 1      worker threads
  --warm FILE      a plan to start from (JSON as this tool writes it)
  --geojson FILE   also write the routes as GeoJSON; the problem must say where its locations are
  --svg FILE       also draw the routes, one colour per vehicle; same need
  --schema         print the JSON schema of a problem and stop`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    limit: { type: "string", default: "10" },
    rounds: { type: "string" },
    seed: { type: "string", default: "1" },
    islands: { type: "string", default: "1" },
    warm: { type: "string" },
    geojson: { type: "string" },
    svg: { type: "string" },
    schema: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

const [file] = positionals;
if (values.schema) console.log(JSON.stringify(jsonSchema(), null, 2));
else if (values.help || file === undefined) console.error(HELP);
else process.exitCode = await plan(file);

/** Exit codes: 0 planned, 1 planned but something must be served and is not, 2 the problem cannot be read. */
async function plan(file: string): Promise<number> {
  const raw = readJson(file);
  if (raw === undefined) return 2;
  const parsed = problemSchema.safeParse(raw);
  if (!parsed.success) {
    console.error(`${file} is not a problem that can be planned:`);
    for (const issue of parsed.error.issues.slice(0, 20)) console.error(`  ${pathText(issue.path)}: ${issue.message}`);
    if (parsed.error.issues.length > 20) console.error(`  … and ${parsed.error.issues.length - 20} more`);
    return 2;
  }
  const { coordinates, ...problem } = parsed.data;
  if ((values.geojson || values.svg) && !coordinates) {
    console.error("--geojson and --svg need `coordinates` in the problem: [lng, lat] per location");
    return 2;
  }
  if (!(Number(values.limit) > 0) || (values.rounds !== undefined && !(Number(values.rounds) >= 0))) {
    console.error("--limit takes seconds above 0, --rounds a whole number");
    return 2;
  }
  const warm = values.warm ? (readJson(values.warm) as Solution | undefined) : undefined;
  if (values.warm && !warm) return 2;
  const { solution } = await solveOnIslands(problem as Problem, {
    seed: Number(values.seed),
    islands: values.rounds ? 1 : Number(values.islands),
    budget: values.rounds ? { rounds: Number(values.rounds) } : { ms: Number(values.limit) * 1000 },
    ...(warm ? { warmStart: warm } : {}),
    onProgress: ({ share, cost }) => {
      if (process.stderr.isTTY)
        process.stderr.write(`\r${(100 * share).toFixed(0).padStart(3)} %  cost ${cost.toFixed(0)}   `);
    },
  });
  if (process.stderr.isTTY) process.stderr.write("\n");
  const { violations } = check(problem as Problem, solution);
  for (const v of violations) console.error(`${v.kind}: ${v.detail}${v.stop === undefined ? "" : ` (stop ${v.stop})`}`);
  process.stdout.write(`${JSON.stringify(solution, null, 1)}\n`);
  if (coordinates && (values.geojson || values.svg)) {
    const drawn = toGeoJson(problem as Problem, solution, coordinates);
    if (values.geojson) writeFileSync(values.geojson, `${JSON.stringify(drawn)}\n`);
    if (values.svg) writeFileSync(values.svg, drawPlan(problem as Problem, drawn, coordinates));
  }
  return violations.length > 0 ? 1 : 0;
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    console.error(`${file}: ${error instanceof SyntaxError ? `not JSON (${error.message})` : "cannot be read"}`);
    return undefined;
  }
}

function pathText(path: readonly PropertyKey[]): string {
  return (
    path.reduce<string>(
      (text, key) => (typeof key === "number" ? `${text}[${key}]` : text ? `${text}.${String(key)}` : String(key)),
      "",
    ) || "the file"
  );
}
