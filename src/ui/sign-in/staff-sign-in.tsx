"use client";
import { type FormEvent, useState } from "react";
import { Button } from "../kit/button.tsx";
import { Field } from "../kit/field.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import { useT } from "../words/use-t.ts";
import { authCall } from "./auth-call.ts";
import { digitsOf, readTyped } from "./read-typed.ts";
import s from "./sign-in.module.css";
import { type Wrong, wrongWords } from "./wrong-words.ts";

/** Staff come in with name and password, and where the account has one, the second factor. */
export function StaffSignIn() {
  const [t, errors] = [useT("auth"), useT("errors")];
  const [second, setSecond] = useState(false);
  const [backup, setBackup] = useState(false);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<Wrong>({});

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = readTyped(event.currentTarget);
    setBusy(true);
    setWrong({});
    const answer = second
      ? await authCall<{ twoFactorRedirect?: boolean }>(
          backup ? "/two-factor/verify-backup-code" : "/two-factor/verify-totp",
          { code: backup ? typed("code").trim() : digitsOf(typed("code")) },
        )
      : await authCall<{ twoFactorRedirect?: boolean }>("/sign-in/username", {
          username: typed("username"),
          password: typed("password"),
        });
    if (answer.ok && !answer.data?.twoFactorRedirect) return location.assign("/");
    if (answer.ok) setSecond(true);
    else setWrong(wrongWords(answer, t, errors, t(second ? (backup ? "backup.bad" : "totp.bad") : "password.bad")));
    setBusy(false);
  };
  return (
    <form className={s.form} method="post" onSubmit={submit}>
      {second ? (
        <Field
          key={backup ? "backup" : "totp"}
          name="code"
          label={t(backup ? "backup" : "totp")}
          hint={t(backup ? "backup.hint" : "totp.hint")}
          error={wrong.field}
          inputMode={backup ? "text" : "numeric"}
          autoComplete="one-time-code"
          maxLength={backup ? 20 : 6}
          // biome-ignore lint/a11y/noAutofocus: the code is what was just asked for
          autoFocus
        />
      ) : (
        <>
          <Field label={t("name")} autoComplete="username" autoCapitalize="none" required name="username" />
          <Field
            label={t("password")}
            type="password"
            autoComplete="current-password"
            required
            error={wrong.field}
            name="password"
          />
        </>
      )}
      {wrong.note && <ErrorNote>{wrong.note}</ErrorNote>}
      <Button type="submit" kind="filled" size={54} wide disabled={busy}>
        {busy ? t("entering") : t("enter")}
      </Button>
      {second && (
        <Button
          onClick={() => {
            setBackup(!backup);
            setWrong({});
          }}
        >
          {t(backup ? "backup.not" : "backup.use")}
        </Button>
      )}
    </form>
  );
}
