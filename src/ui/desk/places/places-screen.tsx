import Link from "next/link";
import type { PlaceImportRow } from "#contract/places.ts";
import { formatNear } from "../../format/time.ts";
import { Pane } from "../../frames/pane.tsx";
import { EmptyState } from "../../kit/notes.tsx";
import { StateTag, type Tone } from "../../kit/state-tag.tsx";
import { getPreferences } from "../../preferences/get-preferences.ts";
import { DataTable } from "../../table/data-table.tsx";
import { getT } from "../../words/get-t.ts";
import { PlaceFileForm } from "./place-file-form.tsx";
import s from "./places.module.css";
import { sampleHref } from "./sample-list.ts";

const TONE: Readonly<Record<PlaceImportRow["state"], Tone>> = {
  checking: "doing",
  checked: "todo",
  taking_in: "doing",
  taken_in: "done",
};

/** The lists that were read, the newest first, beside the form that reads another. */
export async function PlacesScreen({ imports, nowMs }: { imports: readonly PlaceImportRow[]; nowMs: number }) {
  const t = await getT("places");
  const { locale } = await getPreferences();
  const columns = (["file", "state", "places", "by", "checked", "taken"] as const).map((key) => ({
    key,
    label: t(`col.${key}`),
    number: key === "places",
  }));
  const time = (ms: number | null) => ({ value: ms, node: ms ? formatNear(ms, nowMs, locale) : "" });
  return (
    <>
      <Pane title={t("title")} facts={t("facts")}>
        {imports.length === 0 ? (
          <EmptyState icon="map-pin" title={t("none")}>
            {t("none.how")}
          </EmptyState>
        ) : (
          <DataTable
            caption={t("history")}
            columns={columns}
            rows={imports.map((i) => ({
              id: i.importId,
              cells: {
                file: {
                  value: i.fileName,
                  node: (
                    <Link className={s.link} href={`/desk/places/${i.importId}`}>
                      {i.fileName}
                    </Link>
                  ),
                },
                state: {
                  value: t(`state.${i.state}`),
                  node: <StateTag tone={TONE[i.state]}>{t(`state.${i.state}`)}</StateTag>,
                },
                places: i.places,
                by: { value: i.by, node: <span className={s.nowrap}>{i.by}</span> },
                checked: time(i.checkedMs),
                taken: time(i.takenInMs),
              },
            }))}
          />
        )}
      </Pane>
      <Pane title={t("new.title")} width={400}>
        <PlaceFileForm sampleHref={sampleHref} />
      </Pane>
    </>
  );
}
