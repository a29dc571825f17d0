"use client";
import { type FormEvent, useState } from "react";
import { Button } from "../kit/button.tsx";
import { Field } from "../kit/field.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import { useT } from "../words/use-t.ts";
import { authCall } from "./auth-call.ts";
import { readTyped } from "./read-typed.ts";
import s from "./sign-in.module.css";
import { wrongWords } from "./wrong-words.ts";

const LEAST = 10;

/** A new password for the old one; every other device that was signed in is signed out. */
export function ChangePassword() {
  const [t, errors] = [useT("auth"), useT("errors")];
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<{ now?: string; next?: string; again?: string; note?: string }>({});

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = readTyped(event.currentTarget);
    const [now, next] = [typed("now"), typed("next")];
    if (!now) return setWrong({ now: t("account.now.missing") });
    if (next.length < LEAST) return setWrong({ next: t("account.short") });
    if (next === now) return setWrong({ next: t("account.same") });
    if (next !== typed("again")) return setWrong({ again: t("account.differs") });
    setBusy(true);
    setWrong({});
    const answer = await authCall("/change-password", {
      currentPassword: now,
      newPassword: next,
      revokeOtherSessions: true,
    });
    if (answer.ok) return location.assign("/");
    setBusy(false);
    if (answer.code === "PASSWORD_EASY") return setWrong({ next: t("account.easy") });
    const { field, note } = wrongWords(answer, t, errors, t("account.wrong"));
    setWrong({ ...(field && { now: field }), ...(note && { note }) });
  };
  return (
    <form className={s.form} method="post" onSubmit={submit} noValidate>
      <Field label={t("account.now")} type="password" autoComplete="current-password" error={wrong.now} name="now" />
      <Field
        label={t("account.next")}
        hint={t("account.next.hint")}
        type="password"
        autoComplete="new-password"
        error={wrong.next}
        name="next"
      />
      <Field label={t("account.again")} type="password" autoComplete="new-password" error={wrong.again} name="again" />
      {wrong.note && <ErrorNote>{wrong.note}</ErrorNote>}
      <Button type="submit" kind="filled" size={54} wide disabled={busy}>
        {t("account.save")}
      </Button>
    </form>
  );
}
