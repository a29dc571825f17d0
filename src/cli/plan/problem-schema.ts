import { z } from "zod";
import type { Problem } from "../../routing/problem.ts";
import { pinFaults } from "./pin-faults.ts";
import { rangeFaults } from "./range-faults.ts";

const whole = z.int();
const amount = z.int().min(0);
const list = z.array(amount);
/** The search keeps a number per stop and kind. */
const MOST_PACKAGES = 10_000;
/** Bits of rights: the sign bit is not one of them. */
const bits = z
  .int()
  .min(0)
  .max(2 ** 31 - 1);
/** Sums of prices stay exact. */
const MOST_PRICE = 1e12;
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
const price = z.number().min(0).max(MOST_PRICE);

/** A problem as `npm run plan` reads it; `problem-schema.json` beside this file is its JSON schema. */
export const problemSchema = z
  .strictObject({
    locations: z.int().min(1).describe("how many places there are"),
    coordinates: z
      .array(z.tuple([z.number(), z.number()]))
      .optional()
      .describe("[lng, lat] in WGS 84 per location, for GeoJSON only"),
    classes: z.array(z.strictObject({ seconds: travel, metres: travel })).min(1),
    dimensions: z.int().min(1).describe("capacity dimensions: bags, kilograms, …"),
    packages: amount.max(MOST_PACKAGES).default(0).describe("package kinds counted in the stock of suppliers"),
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
          zone: bits.optional(),
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
        zone: bits.optional(),
        rank: bits.optional(),
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
    // What follows reads by index, so every index must be one.
    if (ctx.issues.length > 0) return;
    for (const { path, message } of [...rangeFaults(problem as Problem), ...pinFaults(problem as Problem)])
      say([...path], message);
  });

/** The same as a JSON schema, for other programs' editors and tests. */
export function jsonSchema(): object {
  return z.toJSONSchema(problemSchema, { io: "input" });
}
