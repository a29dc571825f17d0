"use client";
import { type FormEvent, useState } from "react";
import { Button } from "../../kit/button.tsx";
import { Field } from "../../kit/field.tsx";
import { ErrorNote } from "../../kit/notes.tsx";
import { useAct } from "../../use-act.ts";
import { useT } from "../../words/use-t.ts";
import f from "../form.module.css";

/** Shuts an account at once; two open it again. */
export function ShutForm() {
  const t = useT("accounts");
  const [sent, setSent] = useState(false);
  const { act, busy, error } = useAct(({ code }) => (code === "bad_input" ? t("incomplete") : undefined));
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    setSent(false);
    await act(
      (c) => c.staff.shut.mutate({ username: String(data.get("username")), reason: String(data.get("reason")) }),
      () => {
        setSent(true);
        form.reset();
      },
    );
  };
  return (
    <form className={f.stack} onSubmit={send} noValidate>
      <p>{t("shut.what")}</p>
      <Field label={t("ask.username")} name="username" maxLength={30} autoComplete="off" autoCapitalize="none" />
      <Field label={t("shut.reason")} name="reason" maxLength={200} autoComplete="off" />
      {error && <ErrorNote>{error}</ErrorNote>}
      <p role="status">{sent && t("shut.sent")}</p>
      <Button type="submit" kind="act" wide disabled={busy}>
        {t("shut.send")}
      </Button>
    </form>
  );
}
