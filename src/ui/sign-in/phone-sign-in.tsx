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

const PHONE = /^1[3-9]\d{9}$/;

/** A resident comes in with a phone number and the code that is sent to it. */
export function PhoneSignIn() {
  const [t, errors] = [useT("auth"), useT("errors")];
  const [phone, setPhone] = useState("");
  const [sent, setSent] = useState(false);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<Wrong>({});

  const send = async (phone: string) => {
    setPhone(phone);
    if (!PHONE.test(phone)) return setWrong({ field: t("phone.bad") });
    setBusy(true);
    setWrong({});
    const answer = await authCall("/phone-number/send-otp", { phoneNumber: phone });
    if (answer.ok) setSent(true);
    else setWrong(wrongWords(answer, t, errors, t("phone.bad")));
    setBusy(false);
  };
  const enter = async (code: string) => {
    setBusy(true);
    setWrong({});
    const answer = await authCall("/phone-number/verify", { phoneNumber: phone, code });
    if (answer.ok) return location.assign("/");
    setWrong(wrongWords(answer, t, errors, t("code.bad")));
    setBusy(false);
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = readTyped(event.currentTarget);
    void (sent ? enter(digitsOf(typed("code"))) : send(digitsOf(typed("phone"))));
  };
  return (
    <form className={s.form} method="post" onSubmit={submit} noValidate>
      {sent ? (
        <Field
          key="code"
          label={t("code")}
          hint={t("code.hint", { phone })}
          error={wrong.field}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={6}
          name="code"
          // biome-ignore lint/a11y/noAutofocus: the code is what was just asked for
          autoFocus
        />
      ) : (
        <Field
          key="phone"
          label={t("phone")}
          hint={t("phone.hint")}
          error={wrong.field}
          type="tel"
          inputMode="tel"
          autoComplete="tel-national"
          maxLength={13}
          name="phone"
          defaultValue={phone}
        />
      )}
      {wrong.note && <ErrorNote>{wrong.note}</ErrorNote>}
      <Button type="submit" kind="filled" size={54} wide disabled={busy}>
        {sent ? (busy ? t("entering") : t("enter")) : t("code.get")}
      </Button>
      {sent && (
        <div className={s.row}>
          <Button kind="text" onClick={() => send(phone)} disabled={busy}>
            {t("code.again")}
          </Button>
          <Button kind="text" onClick={() => setSent(false)}>
            {t("code.other")}
          </Button>
        </div>
      )}
    </form>
  );
}
