"use client";
import type { PlanTrip } from "#contract/dispatch.ts";
import type { PlanChange, PricedChange } from "#contract/plan-edits.ts";
import { Button } from "../kit/button.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import { useT } from "../words/use-t.ts";
import { PriceWords } from "./price-words.tsx";
import s from "./stop-moves.module.css";
import { type Moved, toTripAt, useAsked } from "./use-plan-change.ts";

type Props = {
  moved: Moved;
  trips: readonly PlanTrip[];
  busNames: ReadonlyMap<string, string>;
  nameOf: (placeId: string) => string;
  /** Something is being changed. */
  held: boolean;
  onTake: (change: PlanChange) => void;
};

/** "Who could take this stop?": the three best places with their prices, each taken with one tap. */
export function StopOffers({ moved, trips, busNames, nameOf, held, onTake }: Props) {
  const t = useT("dispatch");
  const { ask, answer, error, busy } = useAsked<PricedChange[]>();
  const wordsOf = (change: PlanChange): string => {
    if (change.kind !== "move" && change.kind !== "take_in") return "";
    const { to } = change;
    const bus = busNames.get(to.vehicleId) ?? "";
    if ("loadAt" in to) return t("move.offer.load", { bus });
    const trip = trips.find((x) => {
      const at = x.state === null && toTripAt(trips, x);
      return at && at.vehicleId === to.vehicleId && at.trip === to.trip;
    });
    const before = trip?.stops.find((x) => to.before !== null && x.batchIds.includes(to.before));
    const n = trip?.number ?? 0;
    return before
      ? t("move.offer.before", { n, bus, place: nameOf(before.placeId) })
      : t("move.offer.last", { n, bus });
  };
  return (
    <div className={s.moves}>
      <Button kind="act" disabled={busy || held} onClick={() => ask((c) => c.movement.offers.query(moved))}>
        {t(busy ? "move.asking" : "move.who")}
      </Button>
      <div role="status" className={s.moves}>
        {error && <ErrorNote>{error}</ErrorNote>}
        {answer?.length === 0 && <p>{t("move.nobody")}</p>}
        {answer?.some(({ price }) => price.late.length > 0) && <p>{t("move.only.late")}</p>}
        {answer && answer.length > 0 && (
          <ul className={s.offers}>
            {answer.map(({ change, price }) => (
              <li key={JSON.stringify(change)} className={s.offer}>
                <div>
                  <b>{wordsOf(change)}</b>
                  <PriceWords price={price} nameOf={nameOf} />
                </div>
                <Button
                  disabled={held}
                  aria-label={t("move.take.of", { what: wordsOf(change) })}
                  onClick={() => onTake(change)}
                >
                  {t("move.take")}
                </Button>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}
