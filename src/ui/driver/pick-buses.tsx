"use client";
import { useState } from "react";
import type { TripId } from "#domain/kernel/ids.ts";
import { Button } from "../kit/button.tsx";
import { ErrorNote, InfoNote } from "../kit/notes.tsx";
import { useAct } from "../use-act.ts";
import { useT } from "../words/use-t.ts";
import s from "./depot.module.css";

export type DepotRow = {
  readonly tripId: TripId;
  readonly bus: string;
  readonly driver: string;
  readonly when: string;
  readonly where: string;
  /** Why it cannot be ticked now. */
  readonly not?: string | undefined;
};

/** Buses to tick, several at once. Clearing asks for the keeper's two words about all of them; disinfecting is one. */
export function PickBuses({
  act,
  rows,
  filled = true,
}: {
  act: "clear" | "disinfect";
  rows: readonly DepotRow[];
  filled?: boolean;
}) {
  const t = useT("driver");
  const { act: send, busy, error } = useAct();
  const [picked, setPicked] = useState<readonly TripId[]>([]);
  const [clean, setClean] = useState(false);
  const [well, setWell] = useState(false);
  const [word, setWord] = useState<string>();
  const ready = picked.length > 0 && (act === "disinfect" || (clean && well));
  const toggle = (id: TripId) => setPicked((p) => (p.includes(id) ? p.filter((x) => x !== id) : [...p, id]));
  const run = () =>
    send(async ({ movement }) => {
      if (act === "clear") await movement.clear.mutate({ tripIds: [...picked], disinfected: true, driverWell: true });
      else {
        const { closed } = await movement.disinfect.mutate({ tripIds: [...picked] });
        if (closed < picked.length) setWord(t("depot.closed", { closed, open: picked.length - closed }));
      }
    });
  const free = rows.filter((r) => !r.not);
  const all = free.length > 0 && picked.length === free.length;
  return (
    <div className={s.pick}>
      <label className={s.all}>
        <input
          type="checkbox"
          checked={all}
          disabled={free.length === 0}
          onChange={() => setPicked(all ? [] : free.map((r) => r.tripId))}
        />
        {t("depot.pick.all")}
      </label>
      <ul className={s.rows}>
        {rows.map((r) => (
          <li key={r.tripId}>
            <label>
              <input
                type="checkbox"
                checked={picked.includes(r.tripId)}
                disabled={r.not !== undefined}
                onChange={() => toggle(r.tripId)}
                aria-label={t("depot.select", { bus: r.bus, driver: r.driver })}
              />
              <span className={s.words}>
                <b>
                  {r.bus} <span className={s.driver}>{r.driver}</span>
                </b>
                <span>{r.not ?? r.where}</span>
              </span>
              <span className={s.when}>{r.when}</span>
            </label>
          </li>
        ))}
      </ul>
      <div className={s.foot}>
        {error && <ErrorNote>{error}</ErrorNote>}
        {word && <InfoNote tone="ink">{word}</InfoNote>}
        {act === "clear" && (
          <div className={s.ticks}>
            <label>
              <input type="checkbox" checked={clean} onChange={() => setClean(!clean)} />
              {t("depot.tick.clean")}
            </label>
            <label>
              <input type="checkbox" checked={well} onChange={() => setWell(!well)} />
              {t("depot.tick.well")}
            </label>
          </div>
        )}
        <Button
          kind={filled ? "filled" : "act"}
          size={54}
          wide
          icon={act === "clear" ? "shield-check" : "spray-can"}
          disabled={!ready || busy}
          onClick={run}
        >
          {ready
            ? t(act === "clear" ? "depot.clear.act" : "depot.disinfect.act", { n: picked.length })
            : t(act === "clear" ? "depot.clear.pick" : "depot.disinfect.pick")}
        </Button>
      </div>
    </div>
  );
}
