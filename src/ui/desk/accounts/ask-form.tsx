"use client";
import { type FormEvent, useState } from "react";
import { ACCOUNT_ACTS } from "#domain/oversight/account-request.ts";
import { Button } from "../../kit/button.tsx";
import { Field, SelectField } from "../../kit/field.tsx";
import { ErrorNote } from "../../kit/notes.tsx";
import { newKey } from "../../new-key.ts";
import { useAct } from "../../use-act.ts";
import { useT } from "../../words/use-t.ts";
import f from "../form.module.css";

/** Asks for a new password, or for a lost factor to be taken away. */
export function AskForm() {
  const t = useT("accounts");
  const [key, setKey] = useState(newKey);
  const [sent, setSent] = useState(false);
  const { act, busy, error } = useAct(({ code }) => (code === "bad_input" ? t("incomplete") : undefined));
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    const wish = ACCOUNT_ACTS.find((a) => a === data.get("act")) ?? "password";
    setSent(false);
    await act(
      (c) =>
        c.staff.ask.mutate({
          requestId: key,
          act: wish,
          username: String(data.get("username")),
          reason: String(data.get("reason")),
        }),
      () => {
        setSent(true);
        setKey(newKey());
        form.reset();
      },
    );
  };
  return (
    <form className={f.stack} onSubmit={send} onChange={() => setKey(newKey())} noValidate>
      <Field label={t("ask.username")} name="username" maxLength={30} autoComplete="off" autoCapitalize="none" />
      <SelectField label={t("ask.act")} name="act" defaultValue="password">
        {ACCOUNT_ACTS.map((a) => (
          <option key={a} value={a}>
            {t(`act.${a}`)}
          </option>
        ))}
      </SelectField>
      <Field label={t("ask.reason")} hint={t("ask.reason.hint")} name="reason" maxLength={200} autoComplete="off" />
      {error && <ErrorNote>{error}</ErrorNote>}
      <p role="status">{sent && t("ask.sent")}</p>
      <Button type="submit" kind="filled" wide disabled={busy}>
        {t("ask.send")}
      </Button>
    </form>
  );
}
