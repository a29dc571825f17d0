import type { Random } from "../../../src/routing/random.ts";

/** Texts that people and programs have put where others were meant. */
const ODD_TEXTS = [
  ...[
    "",
    " ",
    "no",
    "yes",
    "0",
    "-1",
    "1e999",
    "NaN",
    "null",
    "\u0000",
    "\u200b",
    "\uFEFF",
    "#REF!",
    "=1+1",
    "２",
    "'",
  ],
  ...[
    '"',
    '""',
    ",",
    ";",
    "\t",
    "\r\n",
    "24:60",
    "9".repeat(400),
    "ü".repeat(3000),
    "private;;yes",
    "no @ (",
    "3'6\"",
    "below_default",
  ],
  ...["@@@", "-", "1.2.3", "24,9", "18e2", "\ud800", "a|b||", "../../x", "__proto__", "constructor"],
];
const ODD_NUMBERS = [
  ...[
    0,
    -1,
    1,
    0.5,
    -0,
    2,
    7,
    100,
    999,
    2 ** 15,
    2 ** 28,
    2 ** 29,
    2 ** 30,
    2 ** 31 - 1,
    2 ** 31,
    2 ** 32,
    2 ** 53 - 1,
    2 ** 53,
  ],
  ...[1e21, 1e300, -1e9, 1_698_138_000, 1_698_138_000_000, 86_400],
];

export function oneOf<T>(random: Random, list: readonly T[]): T {
  return list[random.below(list.length)]!;
}

/** Some bytes changed, taken out, put in, doubled, or the end cut off. */
export function mutateBytes(random: Random, bytes: Uint8Array): Uint8Array {
  let out = Buffer.from(bytes);
  for (let k = 1 + random.below(4); k > 0 && out.length > 0; k -= 1) {
    const at = random.below(out.length);
    const length = Math.min(out.length - at, 1 + random.below(12));
    const kind = random.below(6);
    if (kind === 0) out[at] = random.below(256);
    else if (kind === 1) out[at]! ^= 1 << random.below(8);
    else if (kind === 2) out = Buffer.concat([out.subarray(0, at), out.subarray(at + length)]);
    else if (kind === 3) out = Buffer.concat([out.subarray(0, at), out.subarray(at, at + length), out.subarray(at)]);
    else if (kind === 4) out.fill(oneOf(random, [0, 127, 128, 255]), at, at + length);
    else if (random.below(4) === 0) out = out.subarray(0, at);
  }
  return out;
}

/** Cells or whole lines of a table changed, doubled or taken out. */
export function mutateTable(random: Random, text: string): string {
  const lines = text.split("\n");
  for (let k = 1 + random.below(4); k > 0; k -= 1) {
    const at = random.below(lines.length);
    const cells = lines[at]!.split(",");
    const cell = random.below(cells.length);
    const kind = random.below(6);
    if (kind < 3) cells[cell] = oneOf(random, ODD_TEXTS);
    else if (kind === 3) cells.splice(cell, 1);
    else if (kind === 4) cells.splice(cell, 0, oneOf(random, ODD_TEXTS));
    lines[at] = cells.join(",");
    if (kind === 5) lines.splice(at, random.below(2), lines[random.below(lines.length)]!);
  }
  return lines.join("\n");
}

/** A text in place of another. */
export function oddText(random: Random): string {
  return oneOf(random, ODD_TEXTS);
}

/** Values anywhere in a JSON changed, doubled, taken out or moved elsewhere. */
export function mutateJson(random: Random, input: unknown): unknown {
  const root = { whole: structuredClone(input) } as Record<string, unknown>;
  for (let k = 1 + random.below(3); k > 0; k -= 1) {
    let [holder, key]: [Record<string, unknown>, string] = [root, "whole"];
    while (random.below(5) > 0) {
      const value = holder[key];
      if (typeof value !== "object" || value === null) break;
      const keys = Object.keys(value);
      if (keys.length === 0) break;
      holder = value as Record<string, unknown>;
      key = oneOf(random, keys);
    }
    const kind = random.below(7);
    if (kind === 0) delete holder[key];
    else if (kind === 1) holder[key] = oddText(random);
    else if (kind === 2) holder[key] = oneOf(random, [null, [], {}, true, [[]], [null]]);
    else if (kind === 3 && Array.isArray(holder[key]))
      holder[key] = [...(holder[key] as unknown[]), ...(holder[key] as unknown[])];
    else if (kind === 4 && holder[key] !== root.whole)
      holder[oneOf(random, Object.keys(holder))] = structuredClone(holder[key]);
    else if (typeof holder[key] === "number") holder[key] = oneOf(random, ODD_NUMBERS);
  }
  return root.whole;
}
