"use client";
import type { HouseholdId } from "#domain/kernel/ids.ts";
import { Button } from "../kit/button.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import { useAct } from "../use-act.ts";
import { useT } from "../words/use-t.ts";
import s from "./rows.module.css";

/** The home's four digits, and a new set of them. */
export function JoinCode({ householdId, code }: { householdId: HouseholdId; code: string | null }) {
  const t = useT("grid");
  const { act, busy, error } = useAct();
  return (
    <div className={s.stack}>
      <div className={s.head}>
        {code ? <b className={s.code}>{code}</b> : <span className={s.quiet}>{t("home.code.none")}</span>}
        <Button
          icon="key-round"
          disabled={busy}
          onClick={() => act((c) => c.grid.makeJoinCode.mutate({ householdId }))}
        >
          {t("home.code.make")}
        </Button>
      </div>
      <p className={s.quiet}>{t("home.code.words")}</p>
      {error && <ErrorNote>{error}</ErrorNote>}
    </div>
  );
}
