"use client";
import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useState } from "react";
import { Button } from "../kit/button.tsx";
import { ErrorNote, InfoNote } from "../kit/notes.tsx";
import { useErrorWords } from "../use-error-words.ts";
import { useT } from "../words/use-t.ts";
import s from "./bad-network.module.css";
import { readShelf, SHELF_CHANGED, sendOrder, takeFromShelf, type WaitingOrder } from "./waiting-orders.ts";

const AGAIN_AFTER_MS = 15_000;

/** Orders that still wait to be sent; they send themselves. */
export function BadNetwork() {
  const [t, errorWords] = [useT("resident"), useErrorWords()];
  const router = useRouter();
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
      if (navigator.onLine) send();
    };
    look();
    turn();
    const again = setInterval(turn, AGAIN_AFTER_MS);
    addEventListener(SHELF_CHANGED, look);
    addEventListener("online", turn);
    return () => {
      clearInterval(again);
      removeEventListener(SHELF_CHANGED, look);
      removeEventListener("online", turn);
    };
  }, []);

  if (waiting.length === 0 && !refused) return null;
  return (
    <div className={s.notes} role="status">
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
