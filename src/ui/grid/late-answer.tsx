"use client";
import { useState } from "react";
import type { CycleId, HouseholdId } from "#domain/kernel/ids.ts";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import { ReasonForm } from "../kit/reason-form.tsx";
import { useAct } from "../use-act.ts";
import { useT } from "../words/use-t.ts";
import s from "./rows.module.css";

type Props = { cycleId: CycleId; householdId: HouseholdId; mayOrder: boolean };

/** What can still be done for a home that came too late: order for it in the grace, next time, or no with a reason. */
export function LateAnswer({ cycleId, householdId, mayOrder }: Props) {
  const t = useT("grid");
  const { act, busy, error } = useAct();
  const [open, setOpen] = useState(false);
  const answer = (what: "take" | "put_off") =>
    act((c) => c.grid.answerLate.mutate({ cycleId, householdId, act: what }));
  return (
    <div className={s.stack}>
      {error && <ErrorNote>{error}</ErrorNote>}
      {mayOrder && (
        <Button kind="act" size={54} wide icon="user-plus" disabled={busy} onClick={() => answer("take")}>
          {t("late.take")}
        </Button>
      )}
      <div className={s.pair}>
        <Button size={54} wide disabled={busy} onClick={() => answer("put_off")}>
          {t("late.put_off")}
        </Button>
        <Button size={54} wide kind="bad" disabled={busy} onClick={() => setOpen(true)}>
          {t("late.decline")}
        </Button>
      </div>
      <Dialog open={open} title={t("late.decline")} onClose={() => setOpen(false)}>
        <ReasonForm
          act={t("late.decline")}
          size={54}
          busy={busy}
          onAct={(reason) =>
            act(
              (c) => c.grid.answerLate.mutate({ cycleId, householdId, act: "decline", reason }),
              () => setOpen(false),
            )
          }
        />
      </Dialog>
    </div>
  );
}
