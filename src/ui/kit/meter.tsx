import s from "./meter.module.css";

/** A bar from 0 to `max`. `tone`: how far it is (`act`), a mere amount (`plain`), too little (`bad`). */
export function Meter({
  value,
  max,
  label,
  tone = "act",
  thick = false,
}: {
  value: number;
  max: number;
  label: string;
  tone?: "act" | "plain" | "bad";
  thick?: boolean;
}) {
  const part = max > 0 ? Math.min(1, Math.max(0, value / max)) : 0;
  return (
    // biome-ignore lint/a11y/useSemanticElements: <meter> has looks of its own in each browser
    <span
      className={`${s.track} ${s[tone]} ${thick ? s.thick : ""}`}
      role="meter"
      aria-label={label}
      aria-valuenow={value}
      aria-valuemin={0}
      aria-valuemax={max}
    >
      <span style={{ width: `${part * 100}%` }} />
    </span>
  );
}
