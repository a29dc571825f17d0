"use client";
import { useState } from "react";
import type { PersonId } from "#domain/kernel/ids.ts";
import { Button } from "../kit/button.tsx";
import { LinkButton } from "../kit/link-button.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import { useAct } from "../use-act.ts";
import { useT } from "../words/use-t.ts";

/** The number behind a masked one, on demand: it becomes a call, and the look is on record. */
export function ShowPhone({ personId, name }: { personId: PersonId; name: string }) {
  const t = useT("grid");
  const { act, busy, error } = useAct();
  const [phone, setPhone] = useState<string>();
  if (phone)
    return (
      <LinkButton kind="act" icon="phone" href={`tel:${phone}`}>
        {phone}
      </LinkButton>
    );
  return (
    <>
      <Button
        icon="eye"
        disabled={busy}
        aria-label={`${t("home.phone")} ${name}`}
        onClick={() =>
          act(
            (c) => c.grid.showPhone.mutate({ personId }),
            (a) => setPhone(a.phone),
          )
        }
      >
        {t("home.phone")}
      </Button>
      {error && <ErrorNote>{error}</ErrorNote>}
    </>
  );
}
