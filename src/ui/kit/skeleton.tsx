import s from "./skeleton.module.css";

/** The shape of what is coming, in its size; `label` is read out once. */
export function Skeleton({ lines = 3, height = 20, label }: { lines?: number; height?: number; label: string }) {
  return (
    <div className={s.skeleton} role="status" aria-label={label}>
      {Array.from({ length: lines }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of a skeleton are alike
        <span key={i} style={{ height, width: `${i === lines - 1 && lines > 1 ? 60 : 100}%` }} />
      ))}
    </div>
  );
}
