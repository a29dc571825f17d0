"use client";
import { useState } from "react";
import type { DemoEntry } from "#contract/demo.ts";
import { Button } from "../kit/button.tsx";
import { type AuthAnswer, authCall } from "../sign-in/auth-call.ts";
import { type Wrong, wrongWords } from "../sign-in/wrong-words.ts";
import { useT } from "../words/use-t.ts";

/** Signs in as one of the demo's people, through the very calls that the sign-in page makes. */
export function DemoEntryButton({ entry }: { entry: DemoEntry }) {
  const [t, auth] = [useT("demo"), useT("auth")];
  const errors = useT("errors");
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<Wrong>();
  const arrive = (answer: AuthAnswer<unknown>) => {
    if (answer.ok) return window.location.assign(entry.page);
    setWrong(wrongWords(answer, auth, errors, t("failed")));
    setBusy(false);
  };
  const enter = async () => {
    setBusy(true);
    setWrong(undefined);
    await authCall("/sign-out");
    if (!entry.secret) {
      await authCall("/phone-number/send-otp", { phoneNumber: entry.signIn });
      const latest = await fetch("/demo/code", { cache: "no-store" }).then((r) => r.text());
      return arrive(await authCall("/phone-number/verify", { phoneNumber: entry.signIn, code: latest }));
    }
    const answer = await authCall<{ twoFactorRedirect?: boolean }>("/sign-in/username", {
      username: entry.signIn,
      password: entry.secret,
    });
    const second = answer.ok && answer.data.twoFactorRedirect;
    arrive(second ? await authCall("/two-factor/verify-totp", { code: entry.code }) : answer);
  };
  return (
    <>
      <Button kind="act" size={44} wide disabled={busy} onClick={enter} aria-label={t("enter", { who: entry.who })}>
        {t("enter", { who: entry.who })}
      </Button>
      {wrong && <p role="alert">{wrong.note ?? wrong.field}</p>}
    </>
  );
}
