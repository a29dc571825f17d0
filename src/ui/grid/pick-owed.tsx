"use client";
import { useState } from "react";
import type { OwedRow } from "#contract/grid.ts";
import { formatYuanShort } from "../format/money.ts";
import { Field } from "../kit/field.tsx";
import { Section } from "../kit/section.tsx";
import { useT } from "../words/use-t.ts";
import s from "./rows.module.css";

/** So many homes are listed at once; a door finds the others. */
const SHOWN = 20;

type Props = {
  owed: readonly OwedRow[];
  /** Orders, in the order in which they were chosen. */
  chosen: readonly string[];
  nameOf: (row: OwedRow) => string;
  most: number;
  onChoose: (ids: readonly string[]) => void;
};

/** The homes that owe, to be ticked; those that are ticked stay in sight whatever door is looked for. */
export function PickOwed({ owed, chosen, nameOf, most, onChoose }: Props) {
  const t = useT("grid");
  const [door, setDoor] = useState("");
  const wanted = door.trim();
  const found = owed.filter((o) => !chosen.includes(o.orderId) && (wanted === "" || nameOf(o).includes(wanted)));
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
                  <b>{nameOf(o)}</b>
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
