"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { type Api, api } from "../api.ts";
import { useT } from "../words/use-t.ts";
import { storeError } from "./store-words.ts";

/** Runs one act of the store, reads the page again, and keeps what went wrong in words. True when it went well. */
export function useStoreAct() {
  const [t, errors] = [useT("store"), useT("errors")];
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
      setError(storeError(e, t, errors));
      return false;
    } finally {
      setBusy(false);
      router.refresh();
    }
  };
  return { run, busy, error, setError, t, router };
}
