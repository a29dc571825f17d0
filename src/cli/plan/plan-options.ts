import { parseArgs } from "node:util";

export type PlanOptions = {
  readonly file: string | undefined;
  readonly budget: { rounds: number } | { ms: number };
  readonly seed: number;
  readonly islands: number;
  readonly warm: string | undefined;
  readonly geojson: string | undefined;
  readonly svg: string | undefined;
  readonly schema: boolean;
  readonly help: boolean;
};

/** More searches than this are of no use on any machine. */
const MOST_ISLANDS = 64;
/** A month. */
const MOST_SECONDS = 2_678_400;

/** @throws Error in one line for an option that is not there or takes something else */
export function planOptions(args: readonly string[]): PlanOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
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
  if (positionals.length > 1) throw new Error(`one problem at a time: ${positionals.join(" and ")}`);
  const seconds = /^\d*\.?\d+$/.test(values.limit) ? Number(values.limit) : 0;
  if (!(seconds > 0 && seconds <= MOST_SECONDS))
    throw new Error(`--limit takes seconds above 0, not "${values.limit}"`);
  const whole = (name: string, text: string, least: number, most: number) => {
    const n = /^\d+$/.test(text) ? Number(text) : -1;
    if (n >= least && n <= most) return n;
    throw new Error(`--${name} takes a whole number from ${least} to ${most}, not "${text}"`);
  };
  const rounds = values.rounds === undefined ? undefined : whole("rounds", values.rounds, 0, Number.MAX_SAFE_INTEGER);
  const islands = whole("islands", values.islands, 1, MOST_ISLANDS);
  return {
    file: positionals[0],
    budget: rounds === undefined ? { ms: seconds * 1000 } : { rounds },
    seed: whole("seed", values.seed, 0, 2 ** 31 - 1),
    islands: rounds === undefined ? islands : 1,
    warm: values.warm,
    geojson: values.geojson,
    svg: values.svg,
    schema: values.schema,
    help: values.help,
  };
}
