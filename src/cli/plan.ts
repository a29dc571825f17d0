import { readFileSync, writeFileSync } from "node:fs";
import { check } from "../routing/check.ts";
import { toGeoJson } from "../routing/geojson.ts";
import { solveOnIslands } from "../routing/islands.ts";
import type { Problem } from "../routing/problem.ts";
import { drawPlan } from "./plan/draw-plan.ts";
import { type PlanOptions, planOptions } from "./plan/plan-options.ts";
import { jsonSchema, problemSchema } from "./plan/problem-schema.ts";
import { readWarm } from "./plan/read-warm.ts";

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

/** So many faults of a problem are told at once. */
const FAULTS_SHOWN = 20;

/** Wrong input: one line that says where, and exit code 2. */
class Refused extends Error {}

try {
  const options = askedFor();
  if (options.schema) console.log(JSON.stringify(jsonSchema(), null, 2));
  else if (options.help || options.file === undefined) console.error(HELP);
  else process.exitCode = await plan(options.file, options);
} catch (error) {
  // A worker that ran out of memory, a full disk: whoever plans needs the words, not where in the program it was.
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = error instanceof Refused ? 2 : 3;
}

function askedFor(): PlanOptions {
  try {
    return planOptions(process.argv.slice(2));
  } catch (error) {
    throw new Refused((error as Error).message);
  }
}

/** Exit codes: 0 planned, 1 planned but something must be served and is not, 2 wrong input, 3 the program failed. */
async function plan(file: string, options: PlanOptions): Promise<number> {
  const parsed = problemSchema.safeParse(readJson(file));
  if (!parsed.success) {
    const { issues } = parsed.error;
    const lines = issues.slice(0, FAULTS_SHOWN).map((issue) => `  ${pathText(issue.path)}: ${issue.message}`);
    const more = issues.length > FAULTS_SHOWN ? [`  … and ${issues.length - FAULTS_SHOWN} more`] : [];
    throw new Refused([`${file} is not a problem that can be planned:`, ...lines, ...more].join("\n"));
  }
  const { coordinates, ...rest } = parsed.data;
  const problem = rest as Problem;
  const { geojson, svg } = options;
  if ((geojson || svg) && !coordinates)
    throw new Refused("--geojson and --svg need `coordinates` in the problem: [lng, lat] per location");
  const warm = options.warm === undefined ? undefined : readWarm(readJson(options.warm));
  if (warm && "fault" in warm) throw new Refused(`${options.warm} is no plan to start from: ${warm.fault}`);
  const { solution } = await solveOnIslands(problem, {
    seed: options.seed,
    islands: options.islands,
    budget: options.budget,
    ...(warm ? { warmStart: warm } : {}),
    onProgress: ({ share, cost }) => {
      if (process.stderr.isTTY)
        process.stderr.write(`\r${(100 * share).toFixed(0).padStart(3)} %  cost ${cost.toFixed(0)}   `);
    },
  });
  if (process.stderr.isTTY) process.stderr.write("\n");
  const { violations } = check(problem, solution);
  for (const v of violations) console.error(`${v.kind}: ${v.detail}${v.stop === undefined ? "" : ` (stop ${v.stop})`}`);
  process.stdout.write(`${JSON.stringify(solution, null, 1)}\n`);
  if (coordinates && (geojson || svg)) {
    const drawn = toGeoJson(problem, solution, coordinates);
    if (geojson) writeFileSync(geojson, `${JSON.stringify(drawn)}\n`);
    if (svg) writeFileSync(svg, drawPlan(problem, drawn, coordinates));
  }
  return violations.length > 0 ? 1 : 0;
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8").replace(/^\uFEFF/, ""));
  } catch (error) {
    throw new Refused(`${file}: ${error instanceof SyntaxError ? `not JSON (${error.message})` : "cannot be read"}`);
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
