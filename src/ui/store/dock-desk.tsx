"use client";
import { useState } from "react";
import type { TripId } from "#domain/kernel/ids.ts";
import { actsFor, decide } from "#domain/kernel/machine.ts";
import { TRIP, type TripState } from "#domain/movement/trip.ts";
import { formatBagNumber } from "../format/bag-number.ts";
import { formatNumber } from "../format/number.ts";
import { Button } from "../kit/button.tsx";
import { Field } from "../kit/field.tsx";
import { ErrorNote, InfoNote } from "../kit/notes.tsx";
import { SealBus } from "./seal-bus.tsx";
import s from "./store.module.css";
import { useStoreAct } from "./use-store-act.ts";

export type DockTrip = {
  readonly tripId: TripId;
  /** As the trip is called. */
  readonly bus: string;
  /** As the bus alone is called, which may still be out on another trip. */
  readonly plate: string;
  readonly state: TripState;
  readonly planned: number;
  readonly loaded: number;
  readonly outOnTrip: number;
  readonly seal: string | null;
  readonly departs: string;
};

/** Loads the bus in hand: scan bag by bag (a scanner types the number and Enter) or all at once; then the seal. */
export function DockDesk({
  trip,
  notReady,
  next,
  lead,
}: {
  trip: DockTrip;
  notReady: number;
  next: string | undefined;
  /** Nothing is being picked: the dock has the next action of the screen. */
  lead: boolean;
}) {
  const { run, busy, error, setError, t } = useStoreAct();
  const [text, setText] = useState("");
  const [said, setSaid] = useState<string>();
  const { tripId } = trip;
  const left = trip.planned - trip.loaded;
  const scan = async () => {
    const n = Number(/(\d+)\s*$/.exec(text)?.[1]);
    setSaid(undefined);
    if (!Number.isInteger(n) || n < 1) return setError(t("error.bad_number"));
    let loaded = trip.loaded;
    const went = await run(async (c) => {
      loaded = (await c.supply.loadBags.mutate({ tripId, bagNumbers: [n] })).loaded;
    });
    if (!went) return;
    setSaid(
      loaded > trip.loaded
        ? t("dock.scanned", { n: formatBagNumber(n) })
        : t("dock.already", { n: formatBagNumber(n) }),
    );
    setText("");
  };
  const ready = decide(TRIP, trip.state, "start_loading", "SUP", {
    batchesNotStaged: notReady,
    outOnTrip: trip.outOnTrip,
  }).ok;
  const acts = actsFor(TRIP, trip.state, "SUP");
  const word =
    trip.state === "planned"
      ? t("dock.wait.planned")
      : trip.state === "published"
        ? t("dock.wait.published")
        : trip.state === "sealed"
          ? t("dock.sealed", { number: trip.seal ?? "" })
          : t("dock.gone", { number: trip.seal ?? "", time: trip.departs });
  return (
    <div className={s.desk}>
      <div className={s.deskHead}>
        <p>
          <span className={s.quiet}>{t("dock.loaded", { bus: trip.bus })}</span>
          <b className={s.deskCount}>{formatNumber(trip.loaded)}</b>{" "}
          <span className={s.quiet}>/ {formatNumber(trip.planned)}</span>
        </p>
        {trip.state === "loading" && next && (
          <p>
            <span className={s.quiet}>{t("dock.next")}</span>
            <b>{next}</b>
          </p>
        )}
      </div>
      {error && <ErrorNote>{error}</ErrorNote>}
      {said && !error && (
        <p role="status">
          <b>{said}</b>
        </p>
      )}
      {acts.includes("start_loading") && notReady > 0 && <InfoNote>{t("dock.notready", { n: notReady })}</InfoNote>}
      {acts.includes("start_loading") && trip.outOnTrip > 0 && (
        <InfoNote icon="bus">{t("dock.bus.out", { bus: trip.plate, n: trip.outOnTrip })}</InfoNote>
      )}
      {ready && (
        <Button
          kind={lead ? "filled" : "act"}
          wide
          size={54}
          icon="bus"
          disabled={busy}
          onClick={() => run((c) => c.supply.startLoading.mutate({ tripId }))}
        >
          {t("dock.start", { bus: trip.bus })}
        </Button>
      )}
      {acts.includes("seal") && (
        <>
          {left > 0 && (
            <form
              className={s.scan}
              onSubmit={(e) => {
                e.preventDefault();
                void scan();
              }}
            >
              <Field
                label={t("dock.number")}
                inputMode="numeric"
                autoComplete="off"
                value={text}
                onChange={(e) => setText(e.target.value)}
              />
              <Button type="submit" kind="act" icon="scan-line" disabled={busy || text === ""}>
                {t("dock.load")}
              </Button>
            </form>
          )}
          <div className={s.deskActs}>
            {left > 0 && (
              <Button
                icon="package-check"
                disabled={busy}
                onClick={() => run((c) => c.supply.loadBags.mutate({ tripId, bagNumbers: "all" }))}
              >
                {t("dock.load.all", { n: left })}
              </Button>
            )}
            <SealBus tripId={tripId} bus={trip.bus} bags={trip.planned} left={left} lead={lead} />
          </div>
          <p className={s.quiet}>{t("dock.rule")}</p>
        </>
      )}
      <div role="status">{acts.length === 0 && <InfoNote>{word}</InfoNote>}</div>
    </div>
  );
}
