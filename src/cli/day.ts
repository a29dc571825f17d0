import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { closeDay, walkDoors } from "./day/doors-and-close.ts";
import { cutOff, openCycle, takeOrders, tally } from "./day/order-window.ts";
import { gatherPeople } from "./day/people.ts";
import { aRehearsal, type Rehearsal } from "./day/rehearsal.ts";
import { report } from "./day/report.ts";
import { allocateDay, driveDay, packDay, planDay } from "./day/supply-and-roads.ts";
import { openWorld } from "./day/world.ts";
import { fail, ROOT } from "./prepare.mjs";

// `npm run day -- --orders 6500 [--seed 1] [--reset]`: one whole day through the public API, as the people of each role
// would live it, on a city of its own under .data/day. A day that was cut off goes on where it stopped.

const { values } = parseArgs({
  options: {
    orders: { type: "string", default: "6500" },
    seed: { type: "string", default: "1" },
    reset: { type: "boolean", default: false },
  },
});
const orders = Number(values.orders);
const seed = Number(values.seed);
if (!Number.isInteger(orders) || orders < 100 || orders > 400_000)
  fail("--orders takes a whole number from 100 to 400000.");
if (!Number.isInteger(seed) || seed < 1) fail("--seed takes a whole number from 1.");

const STEPS: readonly (readonly [string, (r: Rehearsal) => Promise<void>])[] = [
  ["the desk opens a cycle", openCycle],
  ["homes order, change, cancel", takeOrders],
  ["cut-off", cutOff],
  ["sheets", tally],
  ["allocation", allocateDay],
  ["stores pick and pack", packDay],
  ["dispatch plans and publishes", planDay],
  ["buses load, drive, hand over", driveDay],
  ["doors", walkDoors],
  ["money, a claim, close", closeDay],
];

const file = `${ROOT}/.data/day-${orders}-${seed}.json`;
const state: Rehearsal["state"] =
  !values.reset && existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : { cycleId: "", step: 0 };
const started = Date.now();
const world = await openWorld(orders, values.reset || state.step === 0);
const times: [string, number, number][] = [["city, people, processes", 0, 0]];
let balanced = false;
// Cut off by hand, a day leaves no process behind and goes on later where it stopped.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.once(signal, () => void world.stop().then(() => process.exit(1)));
try {
  const people = await gatherPeople(world.owner.sql, orders, seed);
  const rehearsal = aRehearsal({ api: world.api, owner: world.owner, people, seed, state });
  times[0] = ["city, people, processes", (Date.now() - started) / 1000, 0];
  for (const [i, [name, work]] of STEPS.entries()) {
    if (i < state.step) continue;
    process.stdout.write(`… ${name}\n`);
    const [t0, calls] = [Date.now(), world.api.calls];
    await work(rehearsal);
    state.step = i + 1;
    writeFileSync(file, JSON.stringify(state));
    times.push([name, (Date.now() - t0) / 1000, world.api.calls - calls]);
    process.stdout.write(`✓ ${name} (${((Date.now() - t0) / 1000).toFixed(1)} s)\n`);
  }
  balanced = await report(rehearsal);
} finally {
  await world.stop();
}
process.stdout.write(`\nwhere the time went (${((Date.now() - started) / 1000).toFixed(0)} s in all)\n`);
for (const [name, seconds, calls] of times)
  process.stdout.write(
    `  ${name.padEnd(34)} ${seconds.toFixed(1).padStart(8)} s${calls > 0 ? `  ${String(calls).padStart(8)} calls  ${(calls / seconds).toFixed(0).padStart(6)} /s` : ""}\n`,
  );
if (!balanced) fail("The day does not add up: see the table above.");
