"use client";
import { Button } from "../../kit/button.tsx";
import { ErrorNote } from "../../kit/notes.tsx";
import { useAct } from "../../use-act.ts";
import { useT } from "../../words/use-t.ts";

/** Ends a role; who pressed it by mistake invites again. */
export function EndRole({ assignmentId, name }: { assignmentId: string; name: string }) {
  const t = useT("desk");
  const { act, busy, error } = useAct();
  return (
    <>
      <Button
        size={36}
        disabled={busy}
        onClick={() => act((c) => c.staff.end.mutate({ assignmentId }))}
        aria-label={`${t("staff.end")} ${name}`}
      >
        {t("staff.end")}
      </Button>
      {error && <ErrorNote>{error}</ErrorNote>}
    </>
  );
}
