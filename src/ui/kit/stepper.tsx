"use client";
import { Icon } from "../icons/icon.tsx";
import { useT } from "../words/use-t.ts";
import s from "./stepper.module.css";

type Props = {
  label: string;
  hint?: string;
  value: number;
  min: number;
  max: number;
  onChange: (value: number) => void;
  /** Told when a stopped button is tapped: says why it stops. */
  onStop?: (end: "min" | "max") => void;
};

/** How many, by thumb; a stopped button is faded and says why when it is tapped. */
export function Stepper({ label, hint, value, min, max, onChange, onStop }: Props) {
  const t = useT("common");
  const step = (to: number) => (to < min ? onStop?.("min") : to > max ? onStop?.("max") : onChange(to));
  return (
    <fieldset className={s.stepper} aria-label={label}>
      <span className={s.words}>
        <b>{label}</b>
        {hint && <span>{hint}</span>}
      </span>
      <button
        type="button"
        aria-label={`${label} ${t("step.less")}`}
        aria-disabled={value <= min}
        onClick={() => step(value - 1)}
      >
        <Icon name="minus" size={24} />
      </button>
      <output aria-live="polite">{value}</output>
      <button
        type="button"
        className={s.more}
        aria-label={`${label} ${t("step.more")}`}
        aria-disabled={value >= max}
        onClick={() => step(value + 1)}
      >
        <Icon name="plus" size={24} />
      </button>
    </fieldset>
  );
}
