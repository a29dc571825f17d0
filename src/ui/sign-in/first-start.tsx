"use client";
import { type FormEvent, useEffect, useState } from "react";
import type { FirstDesk } from "#contract/staff.ts";
import { api } from "../api.ts";
import { refusalOf } from "../error-words.ts";
import { Button } from "../kit/button.tsx";
import { Field } from "../kit/field.tsx";
import { LinkButton } from "../kit/link-button.tsx";
import { ErrorNote, InfoNote } from "../kit/notes.tsx";
import { useErrorWords } from "../use-error-words.ts";
import { useT } from "../words/use-t.ts";
import { KeyToScan, type Qr } from "./key-to-scan.tsx";
import { readTyped } from "./read-typed.ts";
import s from "./sign-in.module.css";

/**
 * Asks for a name and a user name, and tells once how that person signs in. The word of the start stands behind the
 * address's #, which no server and no log is sent, and leaves the address at once; else it is typed.
 */
export function FirstStart({ drawKey }: { drawKey: (uri: string) => Promise<Qr> }) {
  const t = useT("auth");
  const errorWords = useErrorWords();
  const [told, setTold] = useState<FirstDesk & { qr: Qr }>();
  const [wrong, setWrong] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [given, setGiven] = useState<string>();
  useEffect(() => {
    const word = location.hash.slice(1);
    if (word === "") return;
    setGiven(word);
    history.replaceState(history.state, "", location.pathname);
  }, []);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = readTyped(event.currentTarget);
    setBusy(true);
    setWrong(undefined);
    try {
      const who = { token: given ?? typed("token").trim(), name: typed("name"), username: typed("username") };
      const desk = await (await api()).staff.first.mutate(who);
      setTold({ ...desk, qr: await drawKey(desk.uri) });
    } catch (error) {
      setWrong(refusalOf(error).code === "bad_input" ? t("first.bad") : errorWords(error));
    }
    setBusy(false);
  };
  if (told)
    return (
      <div className={s.form}>
        <InfoNote icon="triangle-alert">{t("first.once")}</InfoNote>
        <KeyToScan words={t("first.scan")} uri={told.uri} qr={told.qr} backupCodes={told.backupCodes} />
        <p>
          {t("name")}: <code>{told.username}</code>
        </p>
        <p>
          {t("first.password")}: <code>{told.password}</code>
        </p>
        <LinkButton kind="filled" size={54} wide href="/sign-in?who=staff">
          {t("first.go")}
        </LinkButton>
      </div>
    );
  return (
    <form className={s.form} method="post" onSubmit={submit}>
      <InfoNote>{t("first.why")}</InfoNote>
      {given === undefined && (
        <Field
          label={t("first.token")}
          hint={t("first.token.hint")}
          name="token"
          autoComplete="off"
          autoCapitalize="none"
          required
          maxLength={100}
        />
      )}
      <Field label={t("first.name")} name="name" autoComplete="name" required maxLength={30} />
      <Field
        label={t("name")}
        hint={t("first.username.hint")}
        name="username"
        autoComplete="username"
        required
        maxLength={30}
      />
      {wrong && <ErrorNote>{wrong}</ErrorNote>}
      <Button type="submit" kind="filled" size={54} wide disabled={busy}>
        {t("first.make")}
      </Button>
    </form>
  );
}
