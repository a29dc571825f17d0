"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { type Api, api } from "../api.ts";
import { useErrorWords } from "../use-error-words.ts";
import { useT } from "../words/use-t.ts";

/** Runs one act of the store, reads the page again, and keeps what went wrong in words. True when it went well. */
export function useStoreAct() {
  const [t, errorWords] = [useT("store"), useErrorWords()];
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const run = async (work: (client: Api) => Promise<unknown>): Promise<boolean> => {
    setBusy(true);
    setError(undefined);
    try {
      await work(await api());
      return true;
    } catch (e) {
      setError(errorWords(e));
      return false;
    } finally {
      setBusy(false);
      router.refresh();
    }
  };
  return { run, busy, error, setError, t, router };
}
