"use client";
import { useEffect, useState } from "react";
import type { TripId } from "#domain/kernel/ids.ts";
import { coarse } from "#domain/movement/where-bus-is.ts";
import { api } from "../api.ts";
import { formatClock } from "../format/time.ts";
import { Button } from "../kit/button.tsx";
import { deviceNow } from "../kit/device-now.ts";
import { useLocale, useT } from "../words/use-t.ts";
import s from "./driver.module.css";

/** A place that stays the same is told again so often, and a new one no sooner than that. */
const AGAIN_MS = 30_000;
const SOONEST_MS = 5_000;
/** Whoever has said yes once is not asked on each trip. */
const KEPT = "tells-where";

type State = "wait" | "denied" | "lost" | { readonly toldMs: number };

/**
 * Tells dispatch where the bus is while it is out, if the driver lets it: coarse before it leaves the phone, and the last
 * place only. Without a network nothing is kept for later: an old place helps nobody.
 */
export function TellWhere({ tripId }: { tripId: TripId }) {
  const t = useT("driver");
  const locale = useLocale();
  const [on, setOn] = useState(false);
  const [state, setState] = useState<State>("wait");
  const [able, setAble] = useState(true);
  useEffect(() => {
    setAble("geolocation" in navigator);
    setOn(localStorage.getItem(KEPT) === "yes");
  }, []);
  useEffect(() => {
    if (!on || !able) return;
    setState("wait");
    let last = { at: "", ms: 0 };
    const tell = async ({ coords }: GeolocationPosition) => {
      const place = coarse({ lat: coords.latitude, lng: coords.longitude });
      const at = `${place.lat} ${place.lng}`;
      const now = Date.now();
      if (now - last.ms < (at === last.at ? AGAIN_MS : SOONEST_MS)) return;
      last = { at, ms: now };
      try {
        await (await api()).movement.tellWhere.mutate({ tripId, ...place });
        setState({ toldMs: deviceNow() });
      } catch {
        // No network, or the trip has just ended: the next place is told in its time.
        setState("lost");
      }
    };
    const watch = navigator.geolocation.watchPosition(
      (found) => void tell(found),
      (error) => setState(error.code === error.PERMISSION_DENIED ? "denied" : "lost"),
      { enableHighAccuracy: false, maximumAge: SOONEST_MS },
    );
    return () => navigator.geolocation.clearWatch(watch);
  }, [on, able, tripId]);
  const turn = (to: boolean) => {
    localStorage.setItem(KEPT, to ? "yes" : "no");
    setOn(to);
  };
  if (!able) return null;
  if (!on)
    return (
      <section className={s.tells}>
        <Button icon="map-pin" onClick={() => turn(true)}>
          {t("where.off")}
        </Button>
        <p>{t("where.what")}</p>
      </section>
    );
  return (
    <section className={s.tells}>
      <p role="status">
        <b>{t("where.on")}</b>{" "}
        {typeof state === "object"
          ? t("where.told", { time: formatClock(state.toldMs, locale) })
          : t(state === "denied" ? "where.denied" : state === "lost" ? "where.lost" : "where.wait")}
      </p>
      <Button kind="text" onClick={() => turn(false)}>
        {t("where.stop")}
      </Button>
    </section>
  );
}
