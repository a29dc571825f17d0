"use client";
import { type FormEvent, useState } from "react";
import type { HouseholdId } from "#domain/kernel/ids.ts";
import { MOST_HEADS } from "#domain/orders/by-heads.ts";
import { Button } from "../kit/button.tsx";
import { Field } from "../kit/field.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import { useAct } from "../use-act.ts";
import { useT } from "../words/use-t.ts";
import s from "./rows.module.css";

/** How many people a unit orders for; its limits are counted by them. */
export function HeadsForm({ householdId, heads }: { householdId: HouseholdId; heads: number }) {
  const t = useT("grid");
  const { act, busy, error } = useAct();
  const [typed, setTyped] = useState(String(heads));
  const [saved, setSaved] = useState<number>();
  const n = Number(typed);
  const save = (event: FormEvent) => {
    event.preventDefault();
    setSaved(undefined);
    void act(
      (c) => c.grid.setHeads.mutate({ householdId, heads: n }),
      (done) => setSaved(done.heads),
    );
  };
  return (
    <form className={s.stack} onSubmit={save}>
      <Field
        label={t("heads.title")}
        hint={t("heads.how")}
        type="number"
        inputMode="numeric"
        min={1}
        max={MOST_HEADS}
        required
        value={typed}
        onChange={(e) => setTyped(e.target.value)}
      />
      {error && <ErrorNote>{error}</ErrorNote>}
      <p role="status">{saved !== undefined && t("heads.saved", { n: saved })}</p>
      <Button type="submit" size={54} wide disabled={busy || n === heads || n < 1}>
        {t("heads.save", { n })}
      </Button>
    </form>
  );
}
