"use client";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { api } from "./api.ts";

/** Waits for the page to stand before it opens a stream: reading comes first on a slow phone. */
const START_AFTER_MS = 2500;
const GATHER_MS = 400;
/** The server read the page this long before it stood, at most; what changed in between is asked for. */
const READ_BEFORE_MS = 10_000;

/** Reads this page again when one of the topics changes (`home:<id>`, `cycle:<id>` …); reconnects and catches up by itself. */
export function LiveRefresh({ topics }: { topics: readonly string[] }) {
  const router = useRouter();
  const key = topics.join();
  useEffect(() => {
    const stoodAt = performance.now();
    let stop = () => {};
    let gather: ReturnType<typeof setTimeout> | undefined;
    const refresh = () => {
      clearTimeout(gather);
      gather = setTimeout(() => router.refresh(), GATHER_MS);
    };
    const start = setTimeout(async () => {
      const client = await api();
      const missedMs = Math.min(60_000, Math.round(performance.now() - stoodAt + READ_BEFORE_MS));
      const stream = client.live.changes.subscribe(
        { topics: key.split(","), missedMs },
        { onData: refresh, onError: () => {} },
      );
      stop = () => stream.unsubscribe();
    }, START_AFTER_MS);
    return () => {
      clearTimeout(start);
      clearTimeout(gather);
      stop();
    };
  }, [key, router]);
  return null;
}
