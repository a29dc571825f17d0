import s from "./funnel.module.css";

/** One stage of the band, as high as what is still there, and the way it narrows to the next. Both from 0 to 1. */
export function FunnelBand({ share, next, green }: { share: number; next: number | undefined; green: boolean }) {
  const edge = (part: number) => [32 - 31 * part, 32 + 31 * part] as const;
  const [top, foot] = edge(share);
  const [nextTop, nextFoot] = edge(next ?? share);
  return (
    <svg viewBox="0 0 100 64" preserveAspectRatio="none" aria-hidden focusable="false">
      {next !== undefined && (
        <path
          className={s.way}
          d={`M70 ${top}C85 ${top} 85 ${nextTop} 100 ${nextTop}V${nextFoot}C85 ${nextFoot} 85 ${foot} 70 ${foot}Z`}
        />
      )}
      <rect className={green ? s.greenBand : s.band} x="0" y={top} width="70" height={Math.max(0.5, foot - top)} />
    </svg>
  );
}
