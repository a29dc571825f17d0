"use client";
import type { ReactNode } from "react";
import { busName } from "../format/bus.ts";
import { PhoneHeader } from "../frames/phone-header.tsx";
import { useT } from "../words/use-t.ts";
import { type Driven, useDriven } from "./driven-trip.tsx";

/** Which bus, and how far it has come. */
export function DriverHeader({ end }: { end: ReactNode }) {
  const [t, common, driven] = [useT("driver"), useT("common"), useDriven()];
  if (!driven) return <PhoneHeader title={t("title")} end={end} />;
  const howFar = ({ trip, stop, running }: Driven) => {
    if (!running) return t("trip.short", { stops: trip.stops, bags: trip.bags });
    if (!stop) return t("all.done");
    const left = trip.list.length - trip.list.indexOf(stop) - 1;
    return `${t("bus.stop", { n: stop.sequence })} · ${left === 0 ? t("last.stop") : t("stops.left", { n: left })}`;
  };
  return <PhoneHeader title={busName(driven.trip, common)} under={howFar(driven)} end={end} />;
}
