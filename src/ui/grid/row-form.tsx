"use client";
import { useState } from "react";
import type { ListOffer } from "#contract/group-list.ts";
import type { Items } from "#domain/group-list/context.ts";
import { formatYuanShort } from "../format/money.ts";
import { pickName } from "../format/name.ts";
import { Button } from "../kit/button.tsx";
import { Field } from "../kit/field.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import { Stepper } from "../kit/stepper.tsx";
import { useLocale, useT } from "../words/use-t.ts";
import s from "./rows.module.css";

type Props = {
  offers: readonly ListOffer[];
  household: string;
  items: Items;
  busy: boolean;
  error: string | undefined;
  onTake: (household: string, items: Items) => void;
};

/** Another door or other amounts for one order of a list. */
export function RowForm({ offers, household, items, busy, error, onTake }: Props) {
  const [t, locale] = [useT("groupList"), useLocale()];
  const [door, setDoor] = useState(household);
  const [counts, setCounts] = useState(items);
  return (
    <div className={s.stack}>
      <Field
        label={t("row.door")}
        hint={t("row.door.hint")}
        value={door}
        maxLength={40}
        inputMode="text"
        onChange={(e) => setDoor(e.target.value)}
      />
      {offers.map((o) => (
        <Stepper
          key={o.letter}
          label={`${o.letter} ${pickName(o.name, locale)}`}
          hint={formatYuanShort(o.priceFen)}
          value={counts[o.letter] ?? 0}
          min={0}
          max={o.householdLimit}
          onChange={(n) => setCounts({ ...counts, [o.letter]: n })}
        />
      ))}
      {error && <ErrorNote>{error}</ErrorNote>}
      <Button kind="filled" size={60} wide disabled={busy || door.trim() === ""} onClick={() => onTake(door, counts)}>
        {t("row.save")}
      </Button>
    </div>
  );
}
