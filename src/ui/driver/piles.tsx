"use client";
import type { DriverStopView, PileView } from "#contract/driver.ts";
import { StateTag, type Tone } from "../kit/state-tag.tsx";
import { useT } from "../words/use-t.ts";
import s from "./driver.module.css";

const TONE: Readonly<Record<PileView["state"], Tone>> = {
  on_bus: "plain",
  offered: "todo",
  counted: "doing",
  agreed: "done",
  disputed: "bad",
  resolved: "ink",
  on_paper: "done",
  set_down: "ink",
  withdrawn: "plain",
};

/** One box per grid: how many bags, and once they are off the bus how the count stands. */
export function Piles({ stop }: { stop: DriverStopView }) {
  const t = useT("driver");
  return (
    <ul className={s.piles}>
      {stop.piles.map((p) => (
        <li key={p.gridNumber}>
          <b>{p.bags}</b>
          <span>{t("grid", { n: p.gridNumber })}</span>
          {p.state !== "on_bus" && (
            <StateTag tone={TONE[p.state]}>
              {p.state === "counted" ? t("pile.counted", { n: p.counted ?? 0 }) : t(`pile.${p.state}`)}
            </StateTag>
          )}
        </li>
      ))}
    </ul>
  );
}
