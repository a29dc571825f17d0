"use client";
import { useState } from "react";
import type { OwedRow } from "#contract/grid.ts";
import { formatDoor } from "../format/door.ts";
import { formatYuanShort } from "../format/money.ts";
import { Field } from "../kit/field.tsx";
import { Section } from "../kit/section.tsx";
import { useLocale, useT } from "../words/use-t.ts";
import s from "./rows.module.css";

/** So many homes are listed at once; a door finds the others. */
const SHOWN = 20;

type Props = {
  owed: readonly OwedRow[];
  /** Orders, in the order in which they were chosen. */
  chosen: readonly string[];
  /** Says of which delivery a row is, where there are rows of several. */
  dayOf: ((row: OwedRow) => string) | undefined;
  most: number;
  onChoose: (ids: readonly string[]) => void;
};

/** The homes that owe, to be ticked; those that are ticked stay in sight whatever door is looked for. */
export function PickOwed({ owed, chosen, dayOf, most, onChoose }: Props) {
  const [t, locale] = [useT("grid"), useLocale()];
  const [door, setDoor] = useState("");
  const wanted = door.trim();
  const found = owed.filter(
    (o) => !chosen.includes(o.orderId) && (wanted === "" || formatDoor(o.door, locale).includes(wanted)),
  );
  const picked = chosen.flatMap((id) => owed.find((o) => o.orderId === id) ?? []);
  const shown = [...picked, ...found.slice(0, SHOWN)];
  return (
    <Section title={t("together.who")}>
      <p className={s.hint}>{t("together.who.what")}</p>
      <div className={s.block}>
        <Field
          label={t("together.find")}
          autoComplete="off"
          inputMode="search"
          value={door}
          onChange={(e) => setDoor(e.target.value)}
        />
      </div>
      <ul className={s.rows}>
        {shown.map((o) => {
          const on = chosen.includes(o.orderId);
          return (
            <li key={o.orderId}>
              <label className={s.row}>
                <input
                  type="checkbox"
                  checked={on}
                  disabled={!on && chosen.length >= most}
                  onChange={() => onChoose(on ? chosen.filter((id) => id !== o.orderId) : [...chosen, o.orderId])}
                />
                <span className={s.words}>
                  <b>{formatDoor(o.door, locale)}</b>
                  {dayOf && <span className={s.quiet}>{dayOf(o)}</span>}
                </span>
                <span>{formatYuanShort(o.amountFen)}</span>
              </label>
            </li>
          );
        })}
      </ul>
      <p role="status" className={s.hint}>
        {found.length > SHOWN ? t("together.find.more", { n: found.length - SHOWN }) : ""}
      </p>
    </Section>
  );
}
