import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { REFUSALS } from "#contract/refusals.ts";
import { MACHINES } from "#domain/machines.ts";
import { wordsOf } from "#messages/catalogue.ts";
import { LOCALES } from "#messages/locale.ts";
import * as lives from "../../../src/server/lives.ts";

const SRC = join(import.meta.dirname, "../../../src");
const read = (...rooms: readonly string[]) =>
  rooms.flatMap((room) =>
    readdirSync(join(SRC, room), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => readFileSync(join(SRC, room, file), "utf8")),
  );
const guards = new Set<string>(MACHINES.flatMap(([, machine]) => Object.keys(machine.guards)));
const kinds = Object.keys(REFUSALS);

test.each(LOCALES)(
  "%s: every refusal has words, by its kind or its guard, and no words stand without a refusal",
  (l) => {
    const words = wordsOf(l, ["refusals"]).refusals ?? {};
    expect(Object.keys(words).sort()).toEqual([...kinds, ...[...guards].map((g) => `guard.${g}`)].sort());
  },
);

test("every kind that a use case refuses with is one of the closed list", () => {
  const thrown = read("server").flatMap((text) =>
    [...text.matchAll(/AppError\(\s*"\w+",\s*\{[^}]*?kind: "(\w+)"/g)].map((m) => m[1] ?? ""),
  );
  expect(thrown.length).toBeGreaterThan(40);
  expect([...new Set(thrown)].filter((k) => k !== "guard_failed" && !kinds.includes(k))).toEqual([]);
});

test("every kind of the closed list is raised somewhere", () => {
  const raising = [...read("server", "domain"), readFileSync(join(SRC, "contract/workbook-files.ts"), "utf8")].join(
    "\n",
  );
  expect(kinds.filter((kind) => !raising.includes(`"${kind}"`))).toEqual([]);
});

test("every life that the gate moves is one whose guards have words", () => {
  const known = new Set<unknown>(MACHINES.map(([, machine]) => machine));
  const moved = Object.entries(lives).filter(([, life]) => "machine" in life);
  expect(moved.length).toBeGreaterThan(10);
  expect(moved.filter(([, life]) => "machine" in life && !known.has(life.machine)).map(([name]) => name)).toEqual([]);
});
