import { formatNumber } from "../format/number.ts";
import s from "./solve-panel.module.css";

const W = 330;
const H = 96;

/** What the best plan costs over time, in percent of the first one, as steps. `progress` is `[elapsedMs, cost]`, in order. */
export function CostChart({
  progress,
  label,
  unit,
}: {
  progress: readonly (readonly [number, number])[];
  label: string;
  unit: string;
}) {
  const [first, last] = [progress[0], progress.at(-1)];
  if (!first || !last) return null;
  const share = (cost: number) => `${formatNumber(Math.round((1000 * cost) / Math.max(1, first[1])) / 10)}%`;
  const costs = progress.map(([, c]) => c);
  const [low, high] = [Math.min(...costs), Math.max(...costs)];
  const end = Math.max(1000, last[0]);
  const x = (ms: number) => 4 + ((W - 92) * ms) / end;
  const y = (cost: number) => 8 + (H - 28) * (high > low ? (high - cost) / (high - low) : 0.5);
  const steps = progress.map(([ms, cost], i) => (i === 0 ? `M${x(ms)} ${y(cost)}` : `H${x(ms)}V${y(cost)}`)).join("");
  return (
    <svg className={s.chart} viewBox={`0 0 ${W} ${H}`} role="img" aria-label={label}>
      <text x={W} y={y(first[1]) + 4} textAnchor="end">
        {share(first[1])}
      </text>
      <path className={s.area} d={`${steps}V${H - 18}H${x(first[0])}Z`} />
      <path className={s.steps} d={steps} />
      <circle cx={x(last[0])} cy={y(last[1])} r="4" />
      <text x={x(last[0]) + 8} y={y(last[1]) + 4} className={s.value}>
        {share(last[1])}
      </text>
      <text x="4" y={H - 4}>
        0
      </text>
      <text x={x(end)} y={H - 4} textAnchor="middle">{`${formatNumber(Math.round(end / 1000))} ${unit}`}</text>
    </svg>
  );
}
