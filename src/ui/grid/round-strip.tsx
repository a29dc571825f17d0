import type { RoundChoice } from "#contract/grid.ts";
import { RoundTabs } from "../kit/round-tabs.tsx";
import s from "./rows.module.css";
import { withRound } from "./with-round.ts";

/** On a grid worker's screen: which of the open rounds it is about, and the way to the others. Nothing with one round. */
export function RoundStrip({
  of: { rounds, cycleId },
  nowMs,
  path,
}: {
  of: RoundChoice;
  nowMs: number;
  /** The screen's own address, with whatever else it asks for. */
  path: string;
}) {
  if (rounds.length < 2) return null;
  return (
    <div className={`${s.block} no-print`}>
      <RoundTabs
        rounds={rounds}
        chosen={cycleId}
        nowMs={nowMs}
        hrefOf={(cycleId) => withRound(path, { rounds, cycleId })}
      />
    </div>
  );
}
