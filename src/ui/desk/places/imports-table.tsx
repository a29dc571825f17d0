import Link from "next/link";
import type { CityImportRow } from "#contract/city-imports.ts";
import type { Messages } from "#messages/catalogue.ts";
import type { Locale } from "#messages/locale.ts";
import type { Translate } from "#messages/message.ts";
import { formatNear } from "../../format/time.ts";
import { StateTag, type Tone } from "../../kit/state-tag.tsx";
import type { Row, Table } from "../../table/table-view.ts";
import s from "./places.module.css";

const TONE: Readonly<Record<CityImportRow["state"], Tone>> = {
  checking: "doing",
  checked: "todo",
  taking_in: "doing",
  taken_in: "done",
  undone: "plain",
};

/** The workbooks that were read, one row for each. */
export function importsTable(
  imports: readonly CityImportRow[],
  nowMs: number,
  t: Translate<Messages["places"]>,
  locale: Locale,
): Table {
  const time = (ms: number | null) => ({ value: ms, node: ms ? formatNear(ms, nowMs, locale) : "" });
  return {
    columns: (["file", "state", "rows", "by", "checked", "taken"] as const).map((key) => ({
      key,
      label: t(`col.${key}`),
      number: key === "rows",
    })),
    rows: imports.map(
      (i): Row => ({
        id: i.importId,
        cells: {
          file: {
            value: i.fileName,
            node: (
              <Link className={s.link} href={`/desk/places/${i.importId}`} prefetch={false}>
                {i.fileName}
              </Link>
            ),
          },
          state: {
            value: t(`state.${i.state}`),
            node: <StateTag tone={TONE[i.state]}>{t(`state.${i.state}`)}</StateTag>,
          },
          rows: i.rows,
          by: { value: i.by, node: <span className={s.nowrap}>{i.by}</span> },
          checked: time(i.checkedMs),
          taken: time(i.takenInMs),
        },
      }),
    ),
  };
}
