import s from "./package-letter.module.css";

/** A package's letter, as in the group list and on the bag label. */
export function PackageLetter({
  code,
  size = 44,
  faded = false,
}: {
  code: string;
  size?: 32 | 44 | 52;
  faded?: boolean;
}) {
  return (
    <span
      className={faded ? `${s.letter} ${s.faded}` : s.letter}
      style={{ width: size, height: size, fontSize: size * 0.55 }}
      aria-hidden
    >
      {code}
    </span>
  );
}
