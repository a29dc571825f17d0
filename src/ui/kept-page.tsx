"use client";
import { useEffect, useState } from "react";
import { formatClock } from "./format/time.ts";
import { aheadMs } from "./kit/device-now.ts";
import { InfoNote } from "./kit/notes.tsx";
import { useOwner } from "./outbox/outbox-here.tsx";
import { useOnline } from "./use-online.ts";
import { useLocale, useT } from "./words/use-t.ts";

/** What is on the screen is kept anew when it has changed, but not more often than this. */
const KEEP_AGAIN_MS = 60_000;

/**
 * Has this page kept on the phone (`phone/service-worker.ts` says which ones are), so that it comes up again without a network, also
 * where a tap on a link had led to it and nothing was loaded as a page. It lies there sealed with the key of whose it is.
 * Without a network it says from when it is, where the screen does not say so itself (`quiet`).
 */
export function KeptPage({ writtenMs, quiet = false }: { writtenMs: number; quiet?: boolean }) {
  const [t, locale, online] = [useT("common"), useLocale(), useOnline()];
  const owner = useOwner();
  const [keptMs, setKeptMs] = useState(0);
  useEffect(() => {
    navigator.serviceWorker?.register("/sw.js").catch(() => {});
  }, []);
  useEffect(() => {
    if (!online || !owner || keptMs >= writtenMs) return;
    const wait = keptMs === 0 ? 0 : Math.max(0, keptMs + KEEP_AGAIN_MS - writtenMs);
    const timer = setTimeout(async () => {
      const worker = await navigator.serviceWorker?.ready;
      worker?.active?.postMessage({ keep: location.href, owner });
      setKeptMs(writtenMs);
    }, wait);
    return () => clearTimeout(timer);
  }, [writtenMs, keptMs, online, owner]);
  if (online || quiet) return null;
  return (
    <div role="status" style={{ padding: "12px 16px" }}>
      <InfoNote tone="ink" icon="wifi-off">
        {t("offline", { time: formatClock(writtenMs + aheadMs(), locale) })}
      </InfoNote>
    </div>
  );
}
