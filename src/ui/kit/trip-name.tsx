import s from "./badge.module.css";

/** A trip by its whole name (see `busName`), with its colour as a bar before it; the colour never carries the meaning alone. */
export function TripName({ name, colour }: { name: string; colour: number }) {
  return (
    <b className={s.name} style={{ borderColor: `var(--trip-${((colour - 1) % 12) + 1})` }}>
      {name}
    </b>
  );
}
