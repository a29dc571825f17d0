"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { StaffMember } from "#contract/leaving.ts";
import { ErrorNote } from "../../kit/notes.tsx";
import { ReasonForm } from "../../kit/reason-form.tsx";
import { useAct } from "../../use-act.ts";
import { useT } from "../../words/use-t.ts";
import s from "./member.module.css";
import { TakeOver } from "./take-over.tsx";
import { useTakers } from "./use-takers.ts";

type Props = { member: Pick<StaffMember, "userId" | "left" | "colleagues" | "shutMs"> };

/** Shuts somebody's account once it is said who takes over each thing that he leaves; or hands over what is left of one that is shut. */
export function LeavingForm({ member: { userId, left, colleagues, shutMs } }: Props) {
  const t = useT("staff");
  const router = useRouter();
  const { act, busy, error } = useAct();
  const { answers, propsOf, seen } = useTakers(left, colleagues);
  const [well, setWell] = useState(false);
  const asksHealth = left.some((l) => l.asksHealth && answers.some((a) => a.key === l.key && a.to !== null));
  const shut = async (reason: string) => {
    await act((c) => c.staff.shut.mutate({ userId, reason, seen, takers: answers, driversWell: asksHealth && well }));
    // Also when it was refused: what is open may have changed.
    router.refresh();
  };
  return (
    <ReasonForm act={busy ? t("shutting") : t(shutMs === null ? "shut" : "rest.give")} busy={busy} onAct={shut}>
      {left.length === 0 ? (
        <p>{t("left.none")}</p>
      ) : (
        <ul className={s.lefts}>
          {left.map((l) => (
            <TakeOver key={l.key} how="take" {...propsOf(l)} />
          ))}
        </ul>
      )}
      {asksHealth && (
        <label className={s.check}>
          <input type="checkbox" checked={well} onChange={(e) => setWell(e.target.checked)} />
          {t("well")}
        </label>
      )}
      {error && <ErrorNote>{error}</ErrorNote>}
    </ReasonForm>
  );
}
