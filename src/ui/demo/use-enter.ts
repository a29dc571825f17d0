"use client";
import { useState } from "react";
import type { DemoKey } from "#contract/demo.ts";
import { type AuthAnswer, authCall } from "../sign-in/auth-call.ts";
import { type Wrong, wrongWords } from "../sign-in/wrong-words.ts";
import { useT } from "../words/use-t.ts";

/** Signs in as one of the demo's people through the very calls that the sign-in page makes, and opens his screen. */
export function useEnter() {
  const [t, auth, errors] = [useT("demo"), useT("auth"), useT("errors")];
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<Wrong>();
  /** @param key how he signs in; undefined when it could not be had */
  const enter = async (key: () => Promise<DemoKey | undefined>, page: string) => {
    setBusy(true);
    setWrong(undefined);
    const arrive = (answer: AuthAnswer<unknown>) => {
      if (answer.ok) return window.location.assign(page);
      setWrong(wrongWords(answer, auth, errors, t("failed")));
      setBusy(false);
    };
    const found = await key().catch(() => undefined);
    if (!found) {
      setWrong({ note: t("failed") });
      return setBusy(false);
    }
    const { signIn, secret, code } = found;
    await authCall("/sign-out");
    if (!secret) {
      await authCall("/phone-number/send-otp", { phoneNumber: signIn });
      const latest = await fetch("/demo/code", { cache: "no-store" }).then((r) => r.text());
      return arrive(await authCall("/phone-number/verify", { phoneNumber: signIn, code: latest }));
    }
    const answer = await authCall<{ twoFactorRedirect?: boolean }>("/sign-in/username", {
      username: signIn,
      password: secret,
    });
    const second = answer.ok && answer.data.twoFactorRedirect;
    arrive(second ? await authCall("/two-factor/verify-totp", { code }) : answer);
  };
  return { enter, busy, wrong: wrong?.note ?? wrong?.field };
}
