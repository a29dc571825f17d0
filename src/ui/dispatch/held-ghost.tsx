"use client";
import type { PlanTrip } from "#contract/dispatch.ts";
import { ErrorNote } from "../kit/notes.tsx";
import { useT } from "../words/use-t.ts";
import { type DropPlace, isSamePlace, placeOfHeld } from "./drop-places.ts";
import s from "./held-ghost.module.css";
import { PriceWords } from "./price-words.tsx";
import type { Hold } from "./use-held-stop.ts";

type Props = { hold: Hold | undefined; trips: readonly PlanTrip[]; nameOf: (placeId: string) => string };

/** What is held, beside the pointer or at the foot: which stop, where it would be put, what that costs or why not. */
export function HeldGhost({ hold, trips, nameOf }: Props) {
  const t = useT("dispatch");
  const whereOf = (at: DropPlace): string => {
    const trip = trips.find((x) => x.id === at.tripId);
    const before = trip?.stops.find((x) => at.before !== null && x.batchIds.includes(at.before));
    const [n, bus] = [trip?.number ?? 0, trip?.vehicle ?? ""];
    return before
      ? t("move.offer.before", { n, bus, place: nameOf(before.placeId) })
      : t("move.offer.last", { n, bus });
  };
  const here = hold && isSamePlace(hold.at, placeOfHeld(trips, hold.stop));
  const beside = hold?.by === "pointer" && !hold.putBack;
  // Held near an edge it is shown on the other side of the pointer.
  const style = beside
    ? {
        [hold.x < innerWidth - 300 ? "left" : "right"]:
          hold.x < innerWidth - 300 ? hold.x + 16 : innerWidth - hold.x + 16,
        [hold.y < innerHeight - 260 ? "top" : "bottom"]:
          hold.y < innerHeight - 260 ? hold.y + 16 : innerHeight - hold.y + 16,
      }
    : undefined;
  return (
    <div role="status" className={hold ? (beside ? s.ghost : `${s.ghost} ${s.foot}`) : undefined} style={style}>
      {hold && (
        <>
          <b>{nameOf(hold.stop.placeId)}</b>
          <span>{!hold.at ? t("hold.nowhere") : here ? t("hold.here") : whereOf(hold.at)}</span>
          {hold.at && !here && !hold.price && !hold.error && <span>{t("move.asking")}</span>}
          {hold.price && !here && <PriceWords price={hold.price} nameOf={nameOf} />}
          {hold.error && <ErrorNote>{hold.error}</ErrorNote>}
          {hold.putBack && <span>{t("hold.back")}</span>}
          {hold.by === "keys" && !hold.putBack && <span className={s.keys}>{t("hold.keys")}</span>}
        </>
      )}
    </div>
  );
}
