"use client";
import { type KeyboardEvent, useState } from "react";
import type { DoorEvent, DoorWalkView, HoldPlace, WalkHome } from "#contract/grid-doors.ts";
import { instant } from "#domain/kernel/time.ts";
import { holdTimes } from "#domain/orders/hold.ts";
import { formatDoor } from "../format/door.ts";
import { formatYuanShort } from "../format/money.ts";
import { formatClock, formatNear } from "../format/time.ts";
import { Button } from "../kit/button.tsx";
import { deviceNow } from "../kit/device-now.ts";
import { Facts } from "../kit/facts.tsx";
import { Field } from "../kit/field.tsx";
import { EmptyState } from "../kit/notes.tsx";
import { RadioCards } from "../kit/radio-cards.tsx";
import { UndoBar } from "../kit/undo-bar.tsx";
import { newKey } from "../new-key.ts";
import { DoorTroubles } from "../outbox/door-troubles.tsx";
import { OutboxNote } from "../outbox/outbox-note.tsx";
import { useLocale, useT } from "../words/use-t.ts";
import { inPaperOrder } from "./paper-order.ts";
import s from "./rows.module.css";
import { useDoorTaps } from "./use-door-taps.ts";

/** Whoever types looks at the paper between two doors: the last one waits a little longer than on the walk. */
const UNDO_MS = 20_000;

/** One key a door, the next one by itself: 1 delivered, 2 nobody home, 0 not ticked; backspace takes the last one back. */
export function ReturnSheet({ view }: { view: DoorWalkView }) {
  const [t, locale] = [useT("grid"), useLocale()];
  const taps = useDoorTaps(view, UNDO_MS);
  const { last } = taps;
  const [passed, setPassed] = useState<readonly string[]>([]);
  const [place, setPlace] = useState<HoldPlace | undefined>(view.holdPlaces[0]);

  // Whoever was absent when the paper was printed has a second visit of his own, on the phone.
  const left = inPaperOrder(taps.left.filter((h) => !h.held));
  const [home, ...more] = left.filter((h) => !passed.includes(h.orderId));
  const [holdUntil] = holdTimes(instant(view.nowMs));

  const type = (act: "delivered" | "absent", of: WalkHome) => {
    const money = act === "delivered" && of.dueFen > 0 ? { cashFen: of.dueFen } : {};
    const wait = act === "absent" && place && holdUntil ? { place, holdUntil } : {};
    const event: DoorEvent = { id: newKey(), orderId: of.orderId, deviceAt: deviceNow(), act, ...money, ...wait };
    taps.tap(event, of.door.room);
  };
  const onKey = (e: KeyboardEvent) => {
    if (e.key === "Backspace") taps.takeBack();
    else if (home && !e.repeat && e.key === "1") type("delivered", home);
    else if (home && !e.repeat && e.key === "2") type("absent", home);
    else if (home && !e.repeat && e.key === "0") setPassed([...passed, home.orderId]);
    else return;
    e.preventDefault();
  };
  return (
    <div className={`${s.block} ${s.stack}`}>
      <OutboxNote />
      <DoorTroubles />
      {home ? (
        <>
          <p className={s.quiet}>{t("typed.words")}</p>
          <h2 className={s.big} aria-live="polite">
            {formatDoor(home.door, locale)}
          </h2>
          <Facts
            of={[
              home.who,
              t("bags", { n: home.bags.length }),
              home.dueFen > 0 && t("walk.collect", { price: formatYuanShort(home.dueFen) }),
            ]}
          />
          <Field
            label={t("typed.key")}
            value=""
            onChange={() => {}}
            onKeyDown={onKey}
            inputMode="numeric"
            autoComplete="off"
          />
          <div className={s.pair}>
            <Button kind="filled" size={60} wide onClick={() => type("delivered", home)}>
              {t("typed.delivered")}
            </Button>
            <Button kind="bad" size={60} wide onClick={() => type("absent", home)}>
              {t("typed.absent")}
            </Button>
          </div>
          <Button size={54} wide onClick={() => setPassed([...passed, home.orderId])}>
            {t("typed.pass")}
          </Button>
          <RadioCards
            name="place"
            legend={t("typed.wait", { time: holdUntil ? formatNear(holdUntil, view.nowMs, locale) : "" })}
            legendShown
            cards={view.holdPlaces.map((p) => ({ value: p, label: t(`walk.where.${p}`) }))}
            value={place ?? ""}
            onChange={(p) => setPlace(view.holdPlaces.find((x) => x === p))}
          />
          {more.length > 0 && (
            <>
              <h3>{t("typed.next", { n: more.length })}</h3>
              <ol>
                {more.map((h) => (
                  <li key={h.orderId}>{formatDoor(h.door, locale)}</li>
                ))}
              </ol>
            </>
          )}
        </>
      ) : (
        <EmptyState icon="circle-check" title={t("typed.none")}>
          {t("typed.none.words", { n: left.length })}
        </EmptyState>
      )}
      {last && (
        <UndoBar key={last.event.id} onUndo={taps.takeBack}>
          {t(`walk.did.${last.event.act}`, { room: last.room, time: formatClock(last.event.deviceAt ?? 0, locale) })}
        </UndoBar>
      )}
    </div>
  );
}
