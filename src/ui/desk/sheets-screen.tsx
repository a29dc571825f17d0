"use client";
import { useState } from "react";
import type { CycleSheets, SheetRow } from "#contract/desk.ts";
import type { GridSheetId } from "#domain/kernel/ids.ts";
import { pickName } from "../format/name.ts";
import { formatNear } from "../format/time.ts";
import { Pane } from "../frames/pane.tsx";
import { Button } from "../kit/button.tsx";
import { LinkButton } from "../kit/link-button.tsx";
import { ErrorNote, InfoNote } from "../kit/notes.tsx";
import { ReasonForm } from "../kit/reason-form.tsx";
import { StateTag, type Tone } from "../kit/state-tag.tsx";
import { LiveRefresh } from "../live-refresh.tsx";
import { DataTable } from "../table/data-table.tsx";
import type { Column, Row } from "../table/table-view.ts";
import { useAct } from "../use-act.ts";
import { useLocale, useT } from "../words/use-t.ts";
import s from "./cycles.module.css";
import { useDeskRefusal } from "./desk-refusal.ts";

const TONE: Readonly<Record<SheetRow["state"], Tone>> = {
  collecting: "todo",
  reviewing: "todo",
  submitted: "doing",
  returned: "ink",
  accepted: "ink",
  frozen: "done",
  reconciled: "done",
};

/** Every grid's sheet of a cycle; one that is chosen is thawed, or frozen again, at the right. */
export function SheetsScreen({ view }: { view: CycleSheets }) {
  const t = useT("desk");
  const locale = useLocale();
  const [chosen, setChosen] = useState<string>();
  const columns: Column[] = [
    { key: "place", label: t("col.place") },
    { key: "grid", label: t("sheets.col.grid"), number: true },
    { key: "district", label: t("col.district") },
    { key: "state", label: t("col.state") },
    { key: "homes", label: t("zones.col.homes"), number: true },
    { key: "bags", label: t("col.bags"), number: true },
    { key: "frozen", label: t("sheets.col.frozen") },
    { key: "checksum", label: t("sheets.col.checksum") },
  ];
  const rows = view.rows.map(
    (r): Row => ({
      id: r.id,
      cells: {
        place: pickName(r.place, locale),
        grid: r.grid,
        district: pickName(r.district, locale),
        state: {
          value: t(`sheet.state.${r.state}`),
          node: <StateTag tone={TONE[r.state]}>{t(`sheet.state.${r.state}`)}</StateTag>,
        },
        homes: r.homes,
        bags: r.bags,
        frozen: { value: r.frozenMs, node: r.frozenMs ? formatNear(r.frozenMs, view.nowMs, locale) : "" },
        checksum: r.checksum?.slice(0, 8) ?? null,
      },
    }),
  );
  const row = view.rows.find((r) => r.id === chosen);
  const count = (state: SheetRow["state"]) => view.rows.filter((r) => r.state === state).length;
  return (
    <>
      <LiveRefresh topics={[`cycle:${view.cycle.id}`]} readMs={view.nowMs} />
      <Pane
        title={t("sheets.of.cycle", { n: view.cycle.number })}
        facts={t("sheets.facts", { frozen: count("frozen"), thawed: count("accepted") })}
        end={
          <LinkButton size={36} href={`/desk/cycles/${view.cycle.id}`}>
            {t("cycle.of", { n: view.cycle.number })}
          </LinkButton>
        }
      >
        <DataTable
          caption={t("sheets.of.cycle", { n: view.cycle.number })}
          columns={columns}
          rows={rows}
          filter
          exportName="sheets"
          selectedId={chosen}
          onSelect={setChosen}
          empty={t("sheets.empty")}
        />
      </Pane>
      <Pane width={380} tone="paper">
        <div className={s.section}>
          {row ? <SheetActs key={row.id + row.state} row={row} /> : <p className={s.sub}>{t("sheets.pick")}</p>}
        </div>
      </Pane>
    </>
  );
}

function SheetActs({ row }: { row: SheetRow }) {
  const t = useT("desk");
  const locale = useLocale();
  const { act, busy, error } = useAct(useDeskRefusal());
  const sheetId = row.id as GridSheetId;
  return (
    <div className={s.acts}>
      <h3>{`${pickName(row.place, locale)} · ${t("zones.grid.n", { n: row.grid })}`}</h3>
      {error && <ErrorNote>{error}</ErrorNote>}
      {row.state === "accepted" ? (
        <>
          <InfoNote>{t("sheet.freeze.what")}</InfoNote>
          <Button
            kind="filled"
            wide
            disabled={busy}
            onClick={() => act((c) => c.sheets.freezeAgain.mutate({ sheetId }))}
          >
            {t("sheet.freeze")}
          </Button>
        </>
      ) : row.thaw === "may" ? (
        <>
          <InfoNote>{t("sheet.thaw.what")}</InfoNote>
          <ReasonForm
            act={t("sheet.thaw")}
            kind="bad"
            busy={busy}
            onAct={(reason) => act((c) => c.sheets.thaw.mutate({ sheetId, reason }))}
          />
        </>
      ) : (
        <InfoNote>{t(`sheet.stands.${row.thaw}`)}</InfoNote>
      )}
    </div>
  );
}
