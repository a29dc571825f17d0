"use client";
import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useState } from "react";
import { ErrorNote, InfoNote } from "../kit/notes.tsx";
import { useErrorWords } from "../use-error-words.ts";
import { useT } from "../words/use-t.ts";
import { CODES_CHANGED, readCodes, sendCode } from "./code-shelf.ts";

const AGAIN_AFTER_MS = 15_000;

/** Hand-overs that this phone knows of and the server does not yet; they send themselves. */
export function KeptCodes() {
  const [t, errorWords] = [useT("driver"), useErrorWords()];
  const router = useRouter();
  const [waiting, setWaiting] = useState(0);
  const [refused, setRefused] = useState<string>();
  const send = useEffectEvent(async () => {
    for (const code of readCodes()) {
      try {
        const outcome = await sendCode(code);
        if (outcome !== "kept" && !outcome.right) setRefused(t("alone.code.refused"));
        if (outcome !== "kept") router.refresh();
      } catch (e) {
        setRefused(errorWords(e));
      }
    }
  });
  useEffect(() => {
    const look = () => setWaiting(readCodes().length);
    const turn = () => {
      if (navigator.onLine) send();
    };
    look();
    turn();
    const again = setInterval(turn, AGAIN_AFTER_MS);
    addEventListener(CODES_CHANGED, look);
    addEventListener("online", turn);
    return () => {
      clearInterval(again);
      removeEventListener(CODES_CHANGED, look);
      removeEventListener("online", turn);
    };
  }, []);
  return (
    <>
      {refused && <ErrorNote>{refused}</ErrorNote>}
      {waiting > 0 && (
        <InfoNote tone="ink" icon="cloud-off">
          {t("alone.kept", { n: waiting })}
        </InfoNote>
      )}
    </>
  );
}
