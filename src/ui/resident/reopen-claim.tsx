"use client";
import { type FormEvent, useState } from "react";
import type { ClaimId } from "#domain/kernel/ids.ts";
import { Button } from "../kit/button.tsx";
import { TextField } from "../kit/field.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import { useAct } from "../use-act.ts";
import { useT } from "../words/use-t.ts";
import s from "./claim-list.module.css";

/** Says once more what was turned down, with what the answer missed. */
export function ReopenClaim({ claimId, says }: { claimId: ClaimId; says: "reopen" | "reopenForHome" }) {
  const t = useT("resident");
  const { act, busy, error } = useAct();
  const [words, setWords] = useState("");
  const [missing, setMissing] = useState(false);
  const send = (event: FormEvent) => {
    event.preventDefault();
    const said = words.trim();
    setMissing(said === "");
    if (said !== "") void act((c) => c.claims[says].mutate({ claimId, words: said }));
  };
  return (
    <form className={s.again} onSubmit={send} noValidate>
      <TextField
        label={t("claim.again")}
        hint={t("claim.again.hint")}
        rows={2}
        value={words}
        maxLength={300}
        onChange={(e) => setWords(e.target.value)}
        error={missing ? t("claim.again.missing") : undefined}
      />
      {error && <ErrorNote>{error}</ErrorNote>}
      <Button type="submit" size={54} wide disabled={busy}>
        {busy ? t("claim.sending") : t("claim.again.send")}
      </Button>
    </form>
  );
}
