"use client";
import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useState } from "react";
import { formatClock } from "../format/time.ts";
import { Button } from "../kit/button.tsx";
import { aheadMs } from "../kit/device-now.ts";
import { ErrorNote, InfoNote } from "../kit/notes.tsx";
import { useErrorWords } from "../use-error-words.ts";
import { useLocale, useT } from "../words/use-t.ts";
import s from "./bad-network.module.css";
import { readShelf, SHELF_CHANGED, sendOrder, takeFromShelf, type WaitingOrder } from "./waiting-orders.ts";

const AGAIN_AFTER_MS = 15_000;

/** What a bad network has done to this page: it is an old one, or orders still wait to be sent; they send themselves. */
export function BadNetwork({ writtenMs }: { writtenMs: number }) {
  const [t, errorWords, locale] = [useT("resident"), useErrorWords(), useLocale()];
  const router = useRouter();
  const [offline, setOffline] = useState(false);
  const [waiting, setWaiting] = useState<readonly WaitingOrder[]>([]);
  const [refused, setRefused] = useState<string>();

  const send = useEffectEvent(async () => {
    for (const order of readShelf()) {
      try {
        if (await sendOrder(order)) router.refresh();
      } catch (e) {
        setRefused(`${order.words}: ${errorWords(e)}`);
      }
    }
  });
  useEffect(() => {
    const look = () => setWaiting(readShelf());
    const turn = () => {
      setOffline(!navigator.onLine);
      if (navigator.onLine) send();
    };
    look();
    turn();
    navigator.serviceWorker?.register("/sw.js").catch(() => {});
    const again = setInterval(turn, AGAIN_AFTER_MS);
    addEventListener(SHELF_CHANGED, look);
    addEventListener("online", turn);
    addEventListener("offline", turn);
    return () => {
      clearInterval(again);
      removeEventListener(SHELF_CHANGED, look);
      removeEventListener("online", turn);
      removeEventListener("offline", turn);
    };
  }, []);

  if (!offline && waiting.length === 0 && !refused) return null;
  return (
    <div className={s.notes} role="status">
      {offline && (
        <InfoNote tone="ink" icon="wifi-off">
          {t("offline", { time: formatClock(writtenMs + aheadMs(), locale) })}
        </InfoNote>
      )}
      {waiting.map((o) => (
        <div key={o.key} className={s.order}>
          <InfoNote icon="clock" title={o.words}>
            {t("pkg.pending")}
          </InfoNote>
          <Button onClick={() => takeFromShelf(o.key)}>{t("pkg.pending.drop")}</Button>
        </div>
      ))}
      {refused && <ErrorNote>{refused}</ErrorNote>}
    </div>
  );
}
