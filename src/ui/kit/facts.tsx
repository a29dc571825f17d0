import type { ReactNode } from "react";
import s from "./facts.module.css";

/** Facts in one line, parted by a dot; the line wraps between facts. */
export function Facts({ of, lead }: { of: readonly ReactNode[]; lead?: ReactNode }) {
  const all = [lead && <b key="lead">{lead}</b>, ...of].filter(Boolean);
  return (
    <span className={s.facts}>
      <span>
        {all.map((fact, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: facts have a place, not an identity
          <span key={i}>{fact}</span>
        ))}
      </span>
    </span>
  );
}
