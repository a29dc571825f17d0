"use client";
import { useState } from "react";
import type { HoldPlace, WalkBag } from "#contract/grid-doors.ts";
import type { BagId } from "#domain/kernel/ids.ts";
import { type Instant, instant } from "#domain/kernel/time.ts";
import { holdTimes } from "#domain/orders/hold.ts";
import { formatBagNumber } from "../format/bag-number.ts";
import { pickName } from "../format/name.ts";
import { formatNear } from "../format/time.ts";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { Field } from "../kit/field.tsx";
import { RadioCards } from "../kit/radio-cards.tsx";
import { useLocale, useT } from "../words/use-t.ts";
import { CashAmount } from "./cash-amount.tsx";
import s from "./rows.module.css";

type Around = { open: boolean; onClose: () => void };

/** Nobody at home: until when the bags wait, and where; the tap on the place is the event. */
export function AbsentChoice({
  open,
  onClose,
  nowMs,
  places,
  onChoose,
}: Around & {
  nowMs: number;
  places: readonly HoldPlace[];
  onChoose: (place: HoldPlace, holdUntil: Instant) => void;
}) {
  const [t, locale] = [useT("grid"), useLocale()];
  const times = holdTimes(instant(nowMs));
  const [chosen, setChosen] = useState(String(times[0]));
  const until = times.find((at) => String(at) === chosen) ?? times[0] ?? instant(nowMs);
  return (
    <Dialog open={open} title={t("walk.absent")} onClose={onClose}>
      <div className={s.stack}>
        <RadioCards
          name="until"
          legend={t("walk.until")}
          legendShown
          cards={times.map((at) => ({
            value: String(at),
            label: t("walk.until.at", { time: formatNear(at, nowMs, locale) }),
          }))}
          value={String(until)}
          onChange={setChosen}
        />
        <b>{t("walk.where")}</b>
        {places.map((p) => (
          <Button key={p} size={60} wide onClick={() => onChoose(p, until)}>
            {t(`walk.where.${p}`)}
          </Button>
        ))}
      </div>
    </Dialog>
  );
}

/** The doors next to it, or another one by its number. */
export function NeighbourChoice({
  open,
  onClose,
  rooms,
  onChoose,
}: Around & { rooms: readonly string[]; onChoose: (door: string) => void }) {
  const t = useT("grid");
  const [door, setDoor] = useState("");
  return (
    <Dialog open={open} title={t("walk.whom")} onClose={onClose}>
      <div className={s.stack}>
        <div className={s.pair}>
          {rooms.map((room) => (
            <Button key={room} size={60} wide onClick={() => onChoose(room)}>
              {room}
            </Button>
          ))}
        </div>
        <Field label={t("walk.whom.other")} value={door} maxLength={40} onChange={(e) => setDoor(e.target.value)} />
        {door.trim() && (
          <Button kind="act" size={54} wide onClick={() => onChoose(door.trim())}>
            {t("walk.whom.do")}
          </Button>
        )}
      </div>
    </Dialog>
  );
}

/** Refused, broken, or not there although the list has it; of several bags, which. */
export function ProblemChoice({
  open,
  onClose,
  bags,
  onChoose,
  onGiveOn,
  onMoney,
}: Around & {
  bags: readonly WalkBag[];
  onChoose: (act: "returned" | "damaged" | "missing", bagIds: BagId[]) => void;
  /** Only where another home came short of one of the bags. */
  onGiveOn: (() => void) | undefined;
  /** Only where there is cash to take. */
  onMoney: (() => void) | undefined;
}) {
  const [t, locale] = [useT("grid"), useLocale()];
  const [out, setOut] = useState<readonly BagId[]>([]);
  const chosen = bags.filter((b) => !out.includes(b.bagId)).map((b) => b.bagId);
  const toggle = (id: BagId) => setOut(out.includes(id) ? out.filter((x) => x !== id) : [...out, id]);
  return (
    <Dialog open={open} title={t("walk.problem")} onClose={onClose}>
      <div className={s.stack}>
        {bags.length > 1 && (
          <fieldset className={s.stack}>
            <legend>{t("walk.which")}</legend>
            {bags.map((b) => (
              <label key={b.bagId} style={{ display: "flex", alignItems: "center", gap: 12, minHeight: 44 }}>
                <input
                  type="checkbox"
                  checked={!out.includes(b.bagId)}
                  onChange={() => toggle(b.bagId)}
                  style={{ width: 24, height: 24 }}
                />
                {b.letter} {pickName(b.name, locale)} {formatBagNumber(b.number)}
              </label>
            ))}
          </fieldset>
        )}
        <Button kind="bad" size={60} wide disabled={chosen.length === 0} onClick={() => onChoose("returned", chosen)}>
          {t("walk.returned")}
        </Button>
        <Button kind="bad" size={60} wide disabled={chosen.length === 0} onClick={() => onChoose("damaged", chosen)}>
          {t("walk.damaged")}
        </Button>
        <Button kind="bad" size={60} wide disabled={chosen.length === 0} onClick={() => onChoose("missing", chosen)}>
          {t("walk.missing")}
        </Button>
        {onGiveOn && (
          <Button size={60} wide icon="hand-helping" onClick={onGiveOn}>
            {t("give.open")}
          </Button>
        )}
        {onMoney && (
          <Button size={60} wide icon="banknote" onClick={onMoney}>
            {t("walk.money")}
          </Button>
        )}
      </div>
    </Dialog>
  );
}

/** The bags are handed over, and the money is not what was due: another amount, or none today. */
export function MoneyChoice({
  open,
  onClose,
  dueFen,
  onChoose,
}: Around & { dueFen: number; onChoose: (cash: { cashFen: number; cashWords?: string } | undefined) => void }) {
  const t = useT("grid");
  return (
    <Dialog open={open} title={t("walk.money")} onClose={onClose}>
      <div className={s.stack}>
        <CashAmount
          dueFen={dueFen}
          busy={false}
          onTake={(cashFen, cashWords) => onChoose({ cashFen, ...(cashWords ? { cashWords } : {}) })}
        />
        <Button size={54} wide onClick={() => onChoose(undefined)}>
          {t("walk.money.none")}
        </Button>
      </div>
    </Dialog>
  );
}
