"use client";
import { useState } from "react";
import type { StaffMember } from "#contract/leaving.ts";
import { Button } from "../../kit/button.tsx";
import { ErrorNote } from "../../kit/notes.tsx";
import { useAct } from "../../use-act.ts";
import { useT } from "../../words/use-t.ts";
import s from "./member.module.css";

/** Opens an account that was shut, with the roles that ended then or without. */
export function OpenAccount({ userId, endedRoles }: Pick<StaffMember, "userId" | "endedRoles">) {
  const t = useT("staff");
  const { act, busy, error } = useAct();
  const [rolesToo, setRolesToo] = useState(true);
  return (
    <div className={s.stack}>
      {endedRoles > 0 && (
        <>
          <label className={s.check}>
            <input type="checkbox" checked={rolesToo} onChange={(e) => setRolesToo(e.target.checked)} />
            {t("roles.too", { n: endedRoles })}
          </label>
          <p>{t("roles.too.how")}</p>
        </>
      )}
      {error && <ErrorNote>{error}</ErrorNote>}
      <Button wide disabled={busy} onClick={() => act((c) => c.staff.open.mutate({ userId, rolesToo }))}>
        {t("open")}
      </Button>
    </div>
  );
}
