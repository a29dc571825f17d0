"use client";
import { type FormEvent, useState } from "react";
import type { StaffMember } from "#contract/leaving.ts";
import { LICENCE_CLASSES } from "#domain/movement/licence.ts";
import { Button } from "../../kit/button.tsx";
import { Field, SelectField } from "../../kit/field.tsx";
import { ErrorNote, InfoNote } from "../../kit/notes.tsx";
import { useAct } from "../../use-act.ts";
import { useT } from "../../words/use-t.ts";
import s from "./member.module.css";

/** A driver's licence as it was written down, and the form that writes it down anew. */
export function LicenceForm({ userId, licence }: Pick<StaffMember, "userId" | "licence">) {
  const t = useT("staff");
  const { act, busy, error } = useAct();
  const [missing, setMissing] = useState(false);
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const validTo = String(data.get("validTo") ?? "");
    const held = LICENCE_CLASSES.find((c) => c === data.get("class"));
    setMissing(validTo === "" || !held);
    if (validTo === "" || !held) return;
    await act((c) => c.staff.licence.mutate({ userId, class: held, validTo }));
  };
  return (
    <form className={s.stack} onSubmit={send} noValidate>
      {licence ? (
        <InfoNote
          tone={licence.isExpired ? "bad" : "plain"}
          icon={licence.isExpired ? "triangle-alert" : "info"}
          title={t("licence.now", { class: licence.class, day: licence.validTo })}
        >
          {licence.isExpired && t("licence.expired")}
        </InfoNote>
      ) : (
        <p>{t("licence.none")}</p>
      )}
      <SelectField label={t("licence.class")} name="class" defaultValue={licence?.class ?? "A3"}>
        {LICENCE_CLASSES.map((c) => (
          <option key={c} value={c}>
            {c}
          </option>
        ))}
      </SelectField>
      <Field label={t("licence.until")} name="validTo" type="date" defaultValue={licence?.validTo} required />
      {(missing || error) && <ErrorNote>{missing ? t("licence.missing") : error}</ErrorNote>}
      <Button type="submit" disabled={busy}>
        {busy ? t("licence.saving") : t("licence.save")}
      </Button>
    </form>
  );
}
