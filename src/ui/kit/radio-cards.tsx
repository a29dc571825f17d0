import type { ReactNode } from "react";
import s from "./radio-cards.module.css";

type RadioCard = { readonly value: string; readonly label: ReactNode; readonly end?: ReactNode };
type Props = {
  name: string;
  legend: string;
  /** The legend stands above the cards; else it is only read aloud, because a heading above says it. */
  legendShown?: boolean;
  cards: readonly RadioCard[];
  value?: string;
  defaultValue?: string;
  onChange?: (value: string) => void;
};

/** One of a few, each a card to tap; plain radio buttons underneath, so arrows and forms work. */
export function RadioCards({ name, legend, legendShown = false, cards, value, defaultValue, onChange }: Props) {
  return (
    <fieldset className={s.set}>
      <legend className={legendShown ? s.legend : "visually-hidden"}>{legend}</legend>
      {cards.map((c) => (
        <label key={c.value} className={s.card}>
          <input
            type="radio"
            name={name}
            value={c.value}
            {...(onChange
              ? { checked: value === c.value, onChange: () => onChange(c.value) }
              : { defaultChecked: (defaultValue ?? value) === c.value })}
          />
          <span className={s.label}>{c.label}</span>
          {c.end && <span className={s.end}>{c.end}</span>}
        </label>
      ))}
    </fieldset>
  );
}
