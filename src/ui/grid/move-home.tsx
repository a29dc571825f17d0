"use client";
import { type FormEvent, useState } from "react";
import type { HouseholdId } from "#domain/kernel/ids.ts";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { Field } from "../kit/field.tsx";
import { ErrorNote, InfoNote } from "../kit/notes.tsx";
import { ReasonForm } from "../kit/reason-form.tsx";
import { useAct } from "../use-act.ts";
import { useT } from "../words/use-t.ts";
import s from "./rows.module.css";

const MOST_PEOPLE = 30;

/** A household moves out of a home, or another one moves in: each says first what becomes of orders, money and people. */
export function MoveHome({ householdId, vacant }: { householdId: HouseholdId; vacant: boolean }) {
  const t = useT("grid");
  const { act, busy, error } = useAct();
  const [open, setOpen] = useState(false);
  const [coming, setComing] = useState(0);
  const close = () => setOpen(false);
  const leave = (reason: string) =>
    act(
      (c) => c.grid.moveOut.mutate({ householdId, reason }),
      (done) => {
        setComing(done.coming);
        close();
      },
    );
  const enter = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const size = Number(new FormData(event.currentTarget).get("size"));
    void act((c) => c.grid.moveIn.mutate({ householdId, size }), close);
  };
  const title = t(vacant ? "home.in" : "home.out");
  return (
    <>
      {coming > 0 && <InfoNote>{t("home.out.coming", { n: coming })}</InfoNote>}
      <Button size={54} wide onClick={() => setOpen(true)}>
        {title}
      </Button>
      <Dialog open={open} title={title} onClose={close}>
        <div className={s.stack}>
          <InfoNote>{t(vacant ? "home.in.what" : "home.out.what")}</InfoNote>
          {error && <ErrorNote>{error}</ErrorNote>}
          {vacant ? (
            <form className={s.stack} onSubmit={enter}>
              <Field label={t("home.in.size")} name="size" type="number" min={1} max={MOST_PEOPLE} required />
              <Button type="submit" kind="filled" size={60} wide disabled={busy}>
                {title}
              </Button>
            </form>
          ) : (
            <ReasonForm act={title} kind="bad" size={60} busy={busy} onAct={leave} />
          )}
        </div>
      </Dialog>
    </>
  );
}
