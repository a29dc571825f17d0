"use client";
import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { api } from "./api.ts";
import { aheadMs } from "./kit/device-now.ts";

/** Waits for the page to stand before it opens a stream: reading comes first on a slow phone. */
const START_AFTER_MS = 2500;
const GATHER_MS = 400;

/**
 * Reads this page again when one of the topics changes (`home:<id>`, `cycle:<id>` …); reconnects and catches up by itself.
 * `readMs` is when the page was read, by the server's clock: what changed since is told as soon as the stream opens. A
 * frame that does not know it says when it was drawn, by the clock on the wall.
 */
export function LiveRefresh({
  topics,
  ...when
}: { topics: readonly string[] } & ({ readMs: number } | { drawnMs: number })) {
  const router = useRouter();
  const key = topics.join();
  const lastRead = useRef(when);
  lastRead.current = when;
  useEffect(() => {
    let stop = () => {};
    let gather: ReturnType<typeof setTimeout> | undefined;
    const refresh = () => {
      clearTimeout(gather);
      gather = setTimeout(() => router.refresh(), GATHER_MS);
    };
    const start = setTimeout(async () => {
      const client = await api();
      const read = lastRead.current;
      const stream = client.live.changes.subscribe(
        { topics: key.split(","), readMs: "readMs" in read ? read.readMs : read.drawnMs + aheadMs() },
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
