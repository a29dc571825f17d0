"use client";
import { useState } from "react";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import { useT } from "../words/use-t.ts";
import { authCall } from "./auth-call.ts";
import s from "./sign-out.module.css";
import { wrongWords } from "./wrong-words.ts";

/**
 * Ends the session on the server, throws away what lies on this phone, then starts from the sign-in page. What the server
 * has not answered yet is sent first; what cannot be sent is said, and lost by a person's own word alone.
 */
export function SignOut() {
  const [t, errors] = [useT("common"), useT("errors")];
  const [busy, setBusy] = useState(false);
  const [left, setLeft] = useState(0);
  const [asked, setAsked] = useState(false);
  const [wrong, setWrong] = useState<string>();
  const out = async () => {
    setBusy(true);
    const answer = await authCall("/sign-out");
    setBusy(false);
    // Who is turned away for any other reason was signed out before.
    const note = answer.ok ? undefined : wrongWords(answer, () => errors("busy"), errors, "").note;
    if (note) return setWrong(note);
    await (await import("../outbox/leave-phone.ts")).forgetHere();
    location.assign("/sign-in");
  };
  const ask = async () => {
    setBusy(true);
    const waiting = await (await import("../outbox/leave-phone.ts")).sendAndCount();
    setLeft(waiting);
    setAsked(waiting > 0);
    if (waiting === 0) await out();
    setBusy(false);
  };
  return (
    <>
      <Button icon="log-out" disabled={busy} onClick={ask}>
        {t("sign.out")}
      </Button>
      {wrong && !asked && <ErrorNote>{wrong}</ErrorNote>}
      <Dialog open={asked} title={t("sign.out.left", { n: left })} onClose={() => setAsked(false)}>
        <div className={s.choices}>
          <p>{t("sign.out.left.what")}</p>
          <Button kind="filled" size={54} wide disabled={busy} onClick={ask}>
            {t("sign.out.send")}
          </Button>
          <Button kind="bad" size={54} wide disabled={busy} onClick={out}>
            {t("sign.out.lose", { n: left })}
          </Button>
          {wrong && <ErrorNote>{wrong}</ErrorNote>}
        </div>
      </Dialog>
    </>
  );
}
