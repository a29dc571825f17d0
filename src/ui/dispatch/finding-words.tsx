"use client";
import type { PlanPlace, PublishRow } from "#contract/dispatch.ts";
import type { FixTripInput } from "#contract/movement.ts";
import type { TripId } from "#domain/kernel/ids.ts";
import { pickName } from "../format/name.ts";
import { formatNumber } from "../format/number.ts";
import { formatClock } from "../format/time.ts";
import { Button } from "../kit/button.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import { useAct } from "../use-act.ts";
import { useLocale, useT } from "../words/use-t.ts";
import { CHECK_OF } from "./check-columns.ts";
import s from "./publish-screen.module.css";

/** What forbids a trip, in sentences: the check, where, by how much, and beside it the change that would let it go. */
export function FindingWords({ trip, places }: { trip: PublishRow; places: readonly PlanPlace[] }) {
  const t = useT("dispatch");
  const say = t as (key: string, values?: Record<string, string | number>) => string;
  const locale = useLocale();
  const { act, busy, error } = useAct();
  const nameOf = (placeId: string | undefined) => {
    const place = places.find((p) => p.id === placeId);
    return place ? pickName(place.name, locale) : "";
  };
  const fixWords = ({ fix, bus }: PublishRow["fixes"][number]) => {
    if (fix.kind === "other_bus") return t("fix.other_bus", { bus: bus ?? "" });
    if (fix.kind === "sooner")
      return t("fix.sooner", {
        n: Math.round(fix.seconds / 60),
        time: formatClock(trip.dockMs - fix.seconds * 1000, locale),
      });
    return t("fix.reorder");
  };
  // A way that a finding goes names each stop; the fix is one for all findings of its kind, beside the first.
  const seen = new Set<string>();
  return (
    <>
      {error && <ErrorNote>{error}</ErrorNote>}
      <ul className={s.findings}>
        {trip.findings.map((f) => {
          const mine = seen.has(f.kind) ? undefined : trip.fixes.find((x) => x.finding === f.kind);
          seen.add(f.kind);
          const order = mine?.fix.kind === "reorder" ? mine.fix.stopIds : [];
          return (
            <li key={f.kind + (f.stopId ?? "")}>
              <b className={s.bad}>{t(`check.${CHECK_OF[f.kind]}`)}</b> {f.placeId && `${nameOf(f.placeId)} `}
              {say(`finding.${f.kind}`, { value: formatNumber(f.value ?? 0), limit: formatNumber(f.limit ?? 0) })}
              {mine && (
                <div className={s.fix}>
                  {order.length > 0 && (
                    <p>
                      {t("fix.order", {
                        stops: order.map((id) => nameOf(trip.stops.find((x) => x.stopId === id)?.placeId)).join(" → "),
                      })}
                    </p>
                  )}
                  <Button
                    size={36}
                    kind="act"
                    disabled={busy}
                    onClick={() =>
                      act((c) =>
                        c.movement.fix.mutate({
                          tripId: trip.id as TripId,
                          finding: mine.finding,
                          fix: mine.fix as FixTripInput["fix"],
                        }),
                      )
                    }
                  >
                    {fixWords(mine)}
                  </Button>
                </div>
              )}
            </li>
          );
        })}
      </ul>
      {trip.fixes.length === 0 && <p>{t("fix.none")}</p>}
    </>
  );
}
