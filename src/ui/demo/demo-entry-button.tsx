"use client";
import { useState } from "react";
import type { DemoEntry } from "#contract/demo.ts";
import { Button } from "../kit/button.tsx";
import { authCall } from "../sign-in/auth-call.ts";
import { useT } from "../words/use-t.ts";

/** Signs in as one of the demo's people, through the very calls that the sign-in page makes. */
export function DemoEntryButton({ entry }: { entry: DemoEntry }) {
  const t = useT("auth");
  const [state, setState] = useState<"idle" | "busy" | "failed">("idle");
  const enter = async () => {
    setState("busy");
    await authCall("/sign-out");
    if (!entry.secret) {
      await authCall("/phone-number/send-otp", { phoneNumber: entry.signIn });
      const latest = await fetch("/demo/code", { cache: "no-store" }).then((r) => r.text());
      const answer = await authCall("/phone-number/verify", { phoneNumber: entry.signIn, code: latest });
      return answer.ok ? window.location.assign(entry.page) : setState("failed");
    }
    const answer = await authCall<{ twoFactorRedirect?: boolean }>("/sign-in/username", {
      username: entry.signIn,
      password: entry.secret,
    });
    const second =
      answer.ok && answer.data.twoFactorRedirect
        ? await authCall("/two-factor/verify-totp", { code: entry.code })
        : answer;
    if (second.ok) window.location.assign(entry.page);
    else setState("failed");
  };
  return (
    <>
      <Button
        kind="act"
        size={44}
        wide
        disabled={state === "busy"}
        onClick={enter}
        aria-label={t("demo.enter", { who: entry.who })}
      >
        {t("demo.enter", { who: entry.who })}
      </Button>
      {state === "failed" && <p role="alert">{t("demo.failed")}</p>}
    </>
  );
}
