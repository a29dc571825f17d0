import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { z } from "zod";
import { check } from "../routing/check.ts";
import { toGeoJson } from "../routing/geojson.ts";
import { solveOnIslands } from "../routing/islands.ts";
import type { Problem } from "../routing/problem.ts";
import type { Solution } from "../routing/solution.ts";

/** Plans routes without the web: a problem as JSON in, a plan as JSON or GeoJSON out. */
const HELP = `npm run plan -- problem.json [options] > plan.json
  --limit 10       seconds to search
  --rounds N       search N rounds instead: the same plan every time
  --seed 1         seed of the search
  --islands 1      worker threads
  --warm FILE      a plan to start from (JSON as this tool writes it)
  --geojson FILE   also write the routes as GeoJSON; the problem must say where its locations are
  --schema         print the JSON schema of a problem and stop`;

const whole = z.int();
const amount = z.int().min(0);
const list = z.array(amount);
const span = z.strictObject({ from: whole, to: whole }).refine((s) => s.from <= s.to, "from must not be after to");
const travel = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("table"), values: z.array(amount).describe("row by row, from × to") }),
  z.strictObject({
    kind: z.literal("plane"),
    x: z.array(z.number()),
    y: z.array(z.number()),
    scale: z.number().positive(),
    rounding: z.enum(["nearest", "down"]),
  }),
]);
const price = z.number().min(0);

const problemSchema = z
  .strictObject({
    locations: z.int().min(1).describe("how many places there are"),
    coordinates: z
      .array(z.tuple([z.number(), z.number()]))
      .optional()
      .describe("[lng, lat] in WGS 84 per location, for GeoJSON only"),
    classes: z.array(z.strictObject({ seconds: travel, metres: travel })).min(1),
    dimensions: z.int().min(1).describe("capacity dimensions: bags, kilograms, …"),
    packages: amount.default(0).describe("package kinds counted in the stock of suppliers"),
    vehicles: z
      .array(
        z.strictObject({
          class: amount,
          startAt: amount,
          endAt: amount.nullable(),
          shift: span,
          capacity: list,
          maxTrips: z.int().min(1),
          disinfectSeconds: amount.optional(),
          maxSeconds: amount.optional(),
          maxDrivingSeconds: amount.optional(),
          cost: z.strictObject({
            fixed: price,
            perMetre: price,
            perSecond: price,
            overtimePerSecond: price.optional(),
            regularSeconds: amount.optional(),
          }),
          zone: amount.optional(),
          suppliers: list.optional(),
        }),
      )
      .min(1),
    suppliers: z
      .array(
        z.strictObject({
          location: amount,
          open: span,
          loadSeconds: amount,
          docks: z.int().min(1).optional(),
          stock: list.optional(),
        }),
      )
      .min(1),
    stops: z.array(
      z.strictObject({
        location: amount,
        demand: list,
        packages: list.optional(),
        windows: z
          .array(z.strictObject({ from: whole, to: whole, latePerSecond: price.optional(), hardTo: whole.optional() }))
          .optional(),
        service: z.strictObject({ setUp: amount, perUnit: amount }),
        release: amount.optional(),
        unservedCost: price.nullable(),
        zone: amount.optional(),
        rank: amount.optional(),
        vehicles: list.optional(),
      }),
    ),
    pins: z
      .array(
        z.discriminatedUnion("kind", [
          z.strictObject({ kind: z.literal("bus"), stop: amount, vehicle: amount }),
          z.strictObject({ kind: z.literal("order"), vehicle: amount, stops: list }),
          z.strictObject({ kind: z.literal("prefix"), vehicle: amount, location: amount, time: whole, stops: list }),
          z.strictObject({ kind: z.literal("apart"), stops: list }),
        ]),
      )
      .optional(),
    balancePerHourSquared: price.optional(),
  })
  .superRefine((problem, ctx) => {
    const say = (path: (string | number)[], message: string) => ctx.addIssue({ code: "custom", path, message });
    const below = (value: number | null | undefined, limit: number, path: (string | number)[], what: string) => {
      if (value !== null && value !== undefined && value >= limit)
        say(path, `${what} ${value} does not exist; there are ${limit}`);
    };
    const { locations, vehicles, suppliers, stops } = problem;
    problem.classes.forEach((c, i) => {
      for (const side of ["seconds", "metres"] as const) {
        const t = c[side];
        const size = t.kind === "table" ? t.values.length : t.x.length;
        const wanted = t.kind === "table" ? locations * locations : locations;
        if (size !== wanted || (t.kind === "plane" && t.y.length !== locations))
          say(["classes", i, side], `has ${size} values, ${wanted} are needed for ${locations} locations`);
      }
    });
    vehicles.forEach((v, i) => {
      below(v.class, problem.classes.length, ["vehicles", i, "class"], "class");
      below(v.startAt, locations, ["vehicles", i, "startAt"], "location");
      below(v.endAt, locations, ["vehicles", i, "endAt"], "location");
      if (v.capacity.length !== problem.dimensions)
        say(["vehicles", i, "capacity"], `needs ${problem.dimensions} numbers`);
      v.suppliers?.forEach((s, k) => {
        below(s, suppliers.length, ["vehicles", i, "suppliers", k], "supplier");
      });
    });
    suppliers.forEach((s, i) => {
      below(s.location, locations, ["suppliers", i, "location"], "location");
      if (s.stock && s.stock.length !== problem.packages)
        say(["suppliers", i, "stock"], `needs ${problem.packages} numbers`);
    });
    stops.forEach((s, i) => {
      below(s.location, locations, ["stops", i, "location"], "location");
      if (s.demand.length !== problem.dimensions) say(["stops", i, "demand"], `needs ${problem.dimensions} numbers`);
      if (s.packages && s.packages.length !== problem.packages)
        say(["stops", i, "packages"], `needs ${problem.packages} numbers`);
      s.windows?.forEach((w, k) => {
        if (w.from > w.to) say(["stops", i, "windows", k], "opens after it closes");
        const before = s.windows?.[k - 1];
        if (before && w.from <= (before.hardTo ?? before.to))
          say(["stops", i, "windows", k], "overlaps the window before it");
      });
      s.vehicles?.forEach((v, k) => {
        below(v, vehicles.length, ["stops", i, "vehicles", k], "vehicle");
      });
    });
    problem.pins?.forEach((pin, i) => {
      if ("vehicle" in pin) below(pin.vehicle, vehicles.length, ["pins", i, "vehicle"], "vehicle");
      if (pin.kind === "prefix") below(pin.location, locations, ["pins", i, "location"], "location");
      const named = pin.kind === "bus" ? [pin.stop] : pin.stops;
      for (const stop of named) below(stop, stops.length, ["pins", i], "stop");
    });
    if (problem.coordinates && problem.coordinates.length !== locations)
      say(["coordinates"], `needs ${locations} pairs`);
  });

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    limit: { type: "string", default: "10" },
    rounds: { type: "string" },
    seed: { type: "string", default: "1" },
    islands: { type: "string", default: "1" },
    warm: { type: "string" },
    geojson: { type: "string" },
    schema: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

const [file] = positionals;
if (values.schema) console.log(JSON.stringify(z.toJSONSchema(problemSchema, { io: "input" }), null, 2));
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
  if (values.geojson && !coordinates) {
    console.error("GeoJSON needs `coordinates` in the problem: [lng, lat] per location");
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
  if (values.geojson && coordinates)
    writeFileSync(values.geojson, `${JSON.stringify(toGeoJson(problem as Problem, solution, coordinates))}\n`);
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
