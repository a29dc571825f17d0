import type { BatchRow, CycleBatches } from "#contract/desk.ts";
import type { Messages } from "#messages/catalogue.ts";
import type { Locale } from "#messages/locale.ts";
import type { Translate } from "#messages/message.ts";
import { pickName } from "../format/name.ts";
import { formatNear } from "../format/time.ts";
import { StateTag, type Tone } from "../kit/state-tag.tsx";
import type { Row, Table } from "../table/table-view.ts";
import { isGivenUp, waitsForStore } from "./waits-for-store.ts";

const TONE: Readonly<Partial<Record<BatchRow["state"], Tone>>> = {
  pending: "todo",
  rejected: "bad",
  recalled: "bad",
  dispatched: "done",
  delivered: "done",
  settled: "done",
};

/** The batches of a cycle, one row for each; those whose bags another store took over are faded. */
export function batchesTable(
  view: CycleBatches,
  t: Translate<Messages["desk"]>,
  states: Translate<Messages["states"]>,
  locale: Locale,
): Table {
  return {
    columns: [
      { key: "store", label: t("cycles.store") },
      { key: "place", label: t("col.place") },
      { key: "state", label: t("col.state") },
      { key: "bags", label: t("col.bags"), number: true },
      { key: "lines", label: t("batches.col.lines") },
      { key: "since", label: t("batches.col.since") },
      { key: "reason", label: t("batches.col.reason") },
    ],
    rows: view.rows.map(
      (r): Row => ({
        id: r.id,
        ...(isGivenUp(r) && !waitsForStore(r) && { tone: "faded" as const }),
        cells: {
          store: pickName(r.store, locale),
          place: pickName(r.place, locale),
          state: {
            value: states(`batch.${r.state}`),
            node: <StateTag tone={TONE[r.state] ?? "doing"}>{states(`batch.${r.state}`)}</StateTag>,
          },
          bags: r.lines.reduce((n, l) => n + l.bags, 0),
          lines: r.lines.map((l) => `${l.letter}${l.bags}`).join(" "),
          since: { value: r.stateMs, node: formatNear(r.stateMs, view.nowMs, locale) },
          reason: r.reason,
        },
      }),
    ),
  };
}
