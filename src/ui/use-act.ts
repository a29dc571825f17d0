"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { type Api, api } from "./api.ts";
import { type Refused, refusalOf } from "./error-words.ts";
import { useErrorWords } from "./use-error-words.ts";

/**
 * One act on the server: busy while it runs, the words of what went wrong, and the page read again once it is done.
 * `ownWords` may know more of a refusal than the words that all screens share.
 */
export function useAct(ownWords?: (refused: Refused) => string | undefined) {
  const errorWords = useErrorWords();
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const act = async <T>(work: (client: Api) => Promise<T>, then?: (answer: T) => void): Promise<void> => {
    setBusy(true);
    setError(undefined);
    try {
      const answer = await work(await api());
      then?.(answer);
      router.refresh();
    } catch (e) {
      setError(ownWords?.(refusalOf(e)) ?? errorWords(e));
    }
    setBusy(false);
  };
  return { act, busy, error };
}
