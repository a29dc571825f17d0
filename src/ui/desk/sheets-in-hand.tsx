"use client";
import { useState } from "react";
import type { CycleRef, SheetRow } from "#contract/desk.ts";
import type { CycleId, GridSheetId } from "#domain/kernel/ids.ts";
import { actsFor } from "#domain/kernel/machine.ts";
import { UNALLOCATED_CYCLE_STATES } from "#domain/offer/cycle.ts";
import { SHEET } from "#domain/orders/grid-sheet.ts";
import { pickName } from "../format/name.ts";
import { Button } from "../kit/button.tsx";
import { LinkButton } from "../kit/link-button.tsx";
import { ErrorNote, InfoNote } from "../kit/notes.tsx";
import { ReasonForm } from "../kit/reason-form.tsx";
import type { TablePage } from "../table/page-of-rows.ts";
import { useChosenRow } from "../table/use-chosen-row.ts";
import { useAct } from "../use-act.ts";
import { useLocale, useT } from "../words/use-t.ts";
import s from "./cycles.module.css";
import { TableAndActs } from "./table-and-acts.tsx";

type Props = { cycle: CycleRef; facts: string; page: TablePage; rows: readonly SheetRow[] };

/** One page of sheets; one that is chosen is thawed, or frozen again, at the right. */
export function SheetsInHand({ cycle, facts, page, rows }: Props) {
  const t = useT("desk");
  const { row, choose } = useChosenRow(rows, (r) => r.id, page.wish.row);
  return (
    <TableAndActs
      title={t("sheets.of.cycle", { n: cycle.number })}
      facts={facts}
      end={
        <LinkButton size={36} href={`/desk/cycles/${cycle.id}`}>
          {t("cycle.of", { n: cycle.number })}
        </LinkButton>
      }
      page={page}
      exportName="sheets"
      selectedId={row?.id}
      onSelect={choose}
      empty={t("sheets.empty")}
      acts={
        row ? (
          <SheetActs key={row.id + row.state} row={row} cycle={cycle} />
        ) : (
          <p className={s.sub}>{t("sheets.pick")}</p>
        )
      }
    />
  );
}

function SheetActs({ row, cycle }: { row: SheetRow; cycle: CycleRef }) {
  const t = useT("desk");
  const locale = useLocale();
  const { act, busy, error } = useAct();
  const [out, setOut] = useState<number>();
  const sheetId = row.id as GridSheetId;
  return (
    <div className={s.acts}>
      <h3>{`${pickName(row.place, locale)} · ${t("zones.grid.n", { n: row.grid })}`}</h3>
      {error && <ErrorNote>{error}</ErrorNote>}
      {actsFor(SHEET, row.state, "DESK").includes("freeze") ? (
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
      {UNALLOCATED_CYCLE_STATES.includes(cycle.state) && (
        <details className={s.other}>
          <summary>{t("community.out.title", { place: pickName(row.place, locale) })}</summary>
          <div className={s.acts}>
            <InfoNote>{t("community.out.what")}</InfoNote>
            <ReasonForm
              act={t("community.out")}
              kind="bad"
              busy={busy}
              onAct={(reason) =>
                act(
                  (c) =>
                    c.cycles.takeCommunityOut.mutate({
                      cycleId: cycle.id as CycleId,
                      communityId: row.communityId,
                      reason,
                    }),
                  (done) => setOut(done.orders),
                )
              }
            />
          </div>
        </details>
      )}
      {out !== undefined && (
        <p role="status" className={s.sub}>
          {t("community.out.done", { n: out })}
        </p>
      )}
    </div>
  );
}
