import type { Figures } from "./manifest.ts";

/** One thing that was compared, as it is told. */
export type Line = { readonly holds: boolean; readonly name: string; readonly words: string };

/** Rows that are added and never taken away: of a later moment there are as many or more. */
const GROWING = ["audit_events", "audit_links", "ledger_entries", "household_orders", "order_lines"];
/** So many that differ are named. */
const NAMED = 6;

const sum = (of: Readonly<Record<string, number>>) => Object.values(of).reduce((total, n) => total + n, 0);

/** What differs between two sets of named numbers, each as `name told → found`. */
function differences(told: Readonly<Record<string, number>>, found: Readonly<Record<string, number>>): string[] {
  const names = [...new Set([...Object.keys(told), ...Object.keys(found)])].sort();
  return names.filter((n) => told[n] !== found[n]).map((n) => `${n} ${told[n] ?? "none"} → ${found[n] ?? "none"}`);
}

const say = (name: string, differing: readonly string[], words: string): Line => ({
  name,
  holds: differing.length === 0,
  words:
    differing.length === 0
      ? words
      : `differs: ${differing.slice(0, NAMED).join(", ")}${differing.length > NAMED ? ` and ${differing.length - NAMED} more` : ""}`,
});

/**
 * Holds what a restored database has against what the backup's manifest tells, line by line.
 * @param found with the record walked against the manifest's newest link as an anchor
 * @param sameMoment false where the database was rolled on: then it has at least what was told, and adds up by itself
 */
export function compareFigures(told: Figures, found: Figures, sameMoment: boolean): Line[] {
  const [before, after] = [told.record, found.record];
  const grown = GROWING.map((t) => `public.${t}`).filter((t) => (found.rows[t] ?? 0) < (told.rows[t] ?? 0));
  const unequal = sum(found.ledgerFen);
  return [
    say(
      "tables",
      differences({ migration: told.migration }, { migration: found.migration }),
      "of the backup's version",
    ),
    sameMoment
      ? say(
          "rows",
          differences(told.rows, found.rows),
          `${sum(found.rows)} in ${Object.keys(found.rows).length} tables`,
        )
      : say(
          "rows",
          grown.map((t) => `${t} ${told.rows[t]} → ${found.rows[t]}`),
          `${sum(found.rows)} in ${Object.keys(found.rows).length} tables, no fewer orders, entries and events than before`,
        ),
    say(
      "ledger",
      [
        ...(unequal === 0 ? [] : [`the sum is ${unequal} fen`]),
        ...(sameMoment ? differences(told.ledgerFen, found.ledgerFen) : []),
      ],
      "each kind of account, together 0 fen",
    ),
    say(
      "conservation",
      [
        ...differences(
          { outOfBalance: told.conservation.outOfBalance },
          { outOfBalance: found.conservation.outOfBalance },
        ),
        ...(sameMoment ? differences(told.conservation.packages, found.conservation.packages) : []),
      ],
      `${found.conservation.packages.wanted ?? 0} packages wanted, ${found.conservation.outOfBalance} sums of finished rounds out of balance`,
    ),
    say(
      "record",
      after.brokenAt !== before.brokenAt
        ? [`link ${after.brokenAt} does not hold`]
        : sameMoment && (after.links !== before.links || after.hash !== before.hash)
          ? [`last link ${before.links} ${before.hash} → ${after.links} ${after.hash}`]
          : [],
      after.brokenAt === null
        ? `${after.events} events in ${after.links} links, last hash ${after.hash}`
        : `was broken at link ${after.brokenAt} when the backup was made`,
    ),
  ];
}
