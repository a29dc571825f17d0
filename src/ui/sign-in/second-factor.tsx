"use client";
import { type FormEvent, useState } from "react";
import { Button } from "../kit/button.tsx";
import { Field } from "../kit/field.tsx";
import { ErrorNote, InfoNote } from "../kit/notes.tsx";
import { useT } from "../words/use-t.ts";
import { authCall } from "./auth-call.ts";
import { KeyToScan, type Qr } from "./key-to-scan.tsx";
import { digitsOf, readTyped } from "./read-typed.ts";
import s from "./sign-in.module.css";
import { type Wrong, wrongWords } from "./wrong-words.ts";

type Enabled = { totpURI: string; backupCodes: string[] };

/** Sets up the second factor: password, then the key for the authenticator app and the first code out of it. */
export function SecondFactor({ drawKey }: { drawKey: (uri: string) => Promise<Qr> }) {
  const [t, errors] = [useT("auth"), useT("errors")];
  const [made, setMade] = useState<Enabled & { qr: Qr }>();
  const [wrong, setWrong] = useState<Wrong>({});
  const [busy, setBusy] = useState(false);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = readTyped(event.currentTarget);
    setBusy(true);
    setWrong({});
    const answer = made
      ? await authCall<Enabled>("/two-factor/verify-totp", { code: digitsOf(typed("code")) })
      : await authCall<Enabled>("/two-factor/enable", { password: typed("password") });
    if (answer.ok && made) return location.assign("/");
    if (answer.ok) setMade({ ...answer.data, qr: await drawKey(answer.data.totpURI) });
    else setWrong(wrongWords(answer, t, errors, t(made ? "totp.bad" : "account.wrong")));
    setBusy(false);
  };
  return (
    <form className={s.form} method="post" onSubmit={submit}>
      {!made && (
        <>
          <InfoNote icon="shield-check">{t("second.why")}</InfoNote>
          <Field
            label={t("second.start")}
            type="password"
            autoComplete="current-password"
            required
            error={wrong.field}
            name="password"
          />
        </>
      )}
      {made && (
        <>
          <KeyToScan words={t("second.scan")} uri={made.totpURI} qr={made.qr} backupCodes={made.backupCodes} />
          <Field
            label={t("totp")}
            hint={t("totp.hint")}
            error={wrong.field}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={6}
            name="code"
          />
        </>
      )}
      {wrong.note && <ErrorNote>{wrong.note}</ErrorNote>}
      <Button type="submit" kind="filled" size={54} wide disabled={busy}>
        {made ? t("enter") : t("next")}
      </Button>
    </form>
  );
}
