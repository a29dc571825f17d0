"use client";
import type { ListImportId } from "#domain/kernel/ids.ts";
import { Button } from "../kit/button.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import { useAct } from "../use-act.ts";
import { useT } from "../words/use-t.ts";
import s from "./rows.module.css";

/** The columns are right, or the sheet is laid aside. `rows` counts what would be read; null while columns are missing. */
export function AcceptColumns({ importId, rows }: { importId: ListImportId; rows: number | null }) {
  const t = useT("groupList");
  const { act, busy, error } = useAct();
  return (
    <div className={s.stack}>
      {error && <ErrorNote>{error}</ErrorNote>}
      <Button
        kind="filled"
        size={60}
        wide
        disabled={busy || rows === null}
        onClick={() => act((c) => c.lists.acceptColumns.mutate({ importId }))}
      >
        {rows === null ? t("sheet.need") : t("sheet.accept", { n: rows })}
      </Button>
      <Button kind="text" size={44} disabled={busy} onClick={() => act((c) => c.lists.discard.mutate({ importId }))}>
        {t("import.discard")}
      </Button>
    </div>
  );
}
