"use client";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { DOOR_TROUBLES, type DoorChoice, type DoorTrouble, tapAgain } from "#domain/offline/door-troubles.ts";
import { troublesIn } from "#domain/offline/outbox.ts";
import { formatYuanShort } from "../format/money.ts";
import { formatClock } from "../format/time.ts";
import { Button } from "../kit/button.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import { newKey } from "../new-key.ts";
import { useLocale, useT } from "../words/use-t.ts";
import { troublesOf } from "./of-kind.ts";
import s from "./outbox.module.css";
import { useOutbox } from "./outbox-here.tsx";

/** Taps that the server could not take in: each stays until somebody has read why, and chosen. */
export function DoorTroubles() {
  const [t, locale, router, { outbox, state }] = [useT("outbox"), useLocale(), useRouter(), useOutbox()];
  const troubles = troublesOf(troublesIn(state.box), "door");
  // What the server knows instead is shown beside it.
  useEffect(() => {
    if (troubles.length > 0) router.refresh();
  }, [troubles.length, router]);
  if (troubles.length === 0) return null;
  return (
    <ul className={s.troubles}>
      {troubles.map(({ entry, answer }) => {
        const { event, room } = entry.load;
        const booked = answer.detail?.cashBooked === true;
        const why = answer.trouble as DoorTrouble;
        const choose = (choice: DoorChoice) => {
          const again = tapAgain(event, choice, booked, newKey());
          if (again) void outbox?.put(entry.about, { ...entry.load, event: again }, { id: again.id });
          void outbox?.putAway(entry.id);
        };
        return (
          <li key={entry.id}>
            <ErrorNote>
              <b>{t("trouble", { room, what: t(`did.${event.act}`), time: formatClock(entry.madeAt, locale) })}</b>{" "}
              {t(`trouble.${why}`)}{" "}
              {event.cashFen !== undefined &&
                t(booked ? "trouble.cash" : "trouble.cash.not", { price: formatYuanShort(event.cashFen) })}
            </ErrorNote>
            <div className={s.choices}>
              {DOOR_TROUBLES[why].map((choice) => (
                <Button key={choice} size={54} wide onClick={() => choose(choice)}>
                  {t(`choice.${choice}`)}
                </Button>
              ))}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
