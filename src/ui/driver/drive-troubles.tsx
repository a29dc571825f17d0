"use client";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import type { DriveAct, DriveRefused } from "#contract/drive.ts";
import { HANDOVER_STATES, type WayOut } from "#domain/movement/handover.ts";
import { STOP_STATES } from "#domain/movement/stop.ts";
import { troublesIn } from "#domain/offline/outbox.ts";
import { pickName } from "../format/name.ts";
import { formatClock } from "../format/time.ts";
import { Button } from "../kit/button.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import { CallButton } from "../movement/call-button.tsx";
import { newKey } from "../new-key.ts";
import { troublesOf } from "../outbox/of-kind.ts";
import s from "../outbox/outbox.module.css";
import { useOutbox } from "../outbox/outbox-here.tsx";
import { useErrorWords } from "../use-error-words.ts";
import { useLocale, useT } from "../words/use-t.ts";
import { tripWord } from "./driver-words.ts";

/** Bags have left the bus with these, whatever the server makes of it: somebody has to know. */
const HANDS: Readonly<Record<WayOut, true>> = { code: true, paper: true, set_down: true };
const handsOver = (act: DriveAct) => act in HANDS;

/**
 * What the server said no to, stop by stop: dispatch ruled otherwise, another bus has taken over. It stays until the
 * driver has read why, and chosen: say all of it once more, or let the server's word stand.
 */
export function DriveTroubles() {
  const [t, locale, router, { outbox, state }] = [useT("driver"), useLocale(), useRouter(), useOutbox()];
  const why = useWhy();
  const troubles = troublesOf(troublesIn(state.box), "drive");
  // What the server knows instead is shown beside it.
  useEffect(() => {
    if (troubles.length > 0) router.refresh();
  }, [troubles.length, router]);
  const byPlace = Map.groupBy(troubles, ({ entry }) =>
    "stopId" in entry.load.event ? entry.load.event.stopId : entry.load.event.tripId,
  );
  if (troubles.length === 0) return null;
  return (
    <ul className={s.troubles}>
      {[...byPlace].map(([id, group]) => {
        const [first] = group;
        if (!first) return null;
        const { place, tripId } = first.entry.load;
        const again = () => {
          for (const { entry } of group) {
            const event = { ...entry.load.event, id: newKey() };
            void outbox?.put(entry.about, { ...entry.load, event }, { id: event.id });
          }
          leave();
        };
        const leave = () => {
          for (const { entry } of group) void outbox?.putAway(entry.id);
        };
        return (
          <li key={id}>
            <ErrorNote>
              <b>{place ? t("drive.not", { place: pickName(place, locale) }) : t("drive.not.trip")}</b>
              <ul>
                {group.map(({ entry }) => (
                  <li key={entry.id}>
                    {formatClock(entry.madeAt, locale)} {t(`drive.did.${entry.load.event.act}`)}
                  </li>
                ))}
              </ul>
              {why(first.answer.detail)}{" "}
              {group.some(({ entry }) => handsOver(entry.load.event.act)) && t("drive.not.handed")}
            </ErrorNote>
            <div className={s.choices}>
              <Button size={60} wide onClick={again}>
                {t("drive.again")}
              </Button>
              <Button size={60} wide onClick={leave}>
                {t("drive.leave")}
              </Button>
              <CallButton tripId={tripId} whom="dispatch" size={60} wide>
                {t("call.dispatch")}
              </CallButton>
            </div>
          </li>
        );
      })}
    </ul>
  );
}

/** Why the server said no, as far as it says it: what it knows of the stop, the pile or the trip instead. */
function useWhy(): (detail: Readonly<Record<string, unknown>> | undefined) => string {
  const [t, errorWords] = [useT("driver"), useErrorWords()];
  return (said) => {
    const app = said?.app as DriveRefused | undefined;
    if (app?.code === "not_found") return t("drive.gone");
    const { kind, from } = app?.detail ?? {};
    if (kind !== "not_from_here" || typeof from !== "string") return errorWords({ data: said });
    if (isOne(STOP_STATES, from)) return t("drive.now", { state: t(`stop.${from}`) });
    // A count that is neither equal nor different yet lasts no longer than the act that makes it.
    if (isOne(HANDOVER_STATES, from) && from !== "counted") return t("drive.now", { state: t(`pile.${from}`) });
    return t("drive.now", { state: tripWord(from, t) });
  };
}

const isOne = <S extends string>(states: readonly S[], state: string): state is S => states.some((s) => s === state);
