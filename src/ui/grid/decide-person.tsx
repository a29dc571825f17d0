"use client";
import type { PersonId } from "#domain/kernel/ids.ts";
import { Button } from "../kit/button.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import { useAct } from "../use-act.ts";
import { useT } from "../words/use-t.ts";
import s from "./rows.module.css";

/** Lives there, or does not. */
export function DecidePerson({ personId, first }: { personId: PersonId; first: boolean }) {
  const t = useT("grid");
  const { act, busy, error } = useAct();
  const decide = (decision: "verify" | "decline") => act((c) => c.grid.decidePerson.mutate({ personId, decision }));
  return (
    <>
      {error && <ErrorNote>{error}</ErrorNote>}
      <div className={s.pair}>
        <Button
          kind={first ? "filled" : "act"}
          size={54}
          wide
          icon="check"
          disabled={busy}
          onClick={() => decide("verify")}
        >
          {t("folk.verify")}
        </Button>
        <Button size={54} wide icon="x" disabled={busy} onClick={() => decide("decline")}>
          {t("folk.decline")}
        </Button>
      </div>
    </>
  );
}
