import s from "./badge.module.css";

/** A trip's number: coloured edge, ink number; the colour (1 to 12, then again) never carries the meaning alone. */
export function TripBadge({ number, colour }: { number: string | number; colour: number }) {
  const text = typeof number === "number" ? String(number).padStart(2, "0") : number;
  return (
    <span className={s.trip} style={{ borderColor: `var(--trip-${((colour - 1) % 12) + 1})` }}>
      {text}
    </span>
  );
}

/** A small count beside a word: how many wait (`plain`) or do not hold (`bad`). */
export function CountBadge({
  count,
  tone = "plain",
  label,
}: {
  count: number;
  tone?: "plain" | "bad" | "ink";
  label?: string;
}) {
  return (
    <span className={`${s.count} ${s[tone]}`}>
      {count}
      {label && <span className="visually-hidden">{label}</span>}
    </span>
  );
}
