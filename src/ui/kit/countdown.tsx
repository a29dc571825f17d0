"use client";
import { useT } from "../words/use-t.ts";
import { useServerNow } from "./use-server-now.ts";

/**
 * Time left until `untilMs`, by the server's clock: hours and minutes, under an hour minutes, under ten minutes mm:ss.
 * Under ten minutes each new minute is announced politely; at zero it shows `over`.
 */
export function Countdown({ untilMs, nowMs, over }: { untilMs: number; nowMs: number; over: string }) {
  const t = useT("common");
  const left = Math.max(0, untilMs - useServerNow(nowMs, untilMs - nowMs < 3_600_000 ? 1000 : 5000));
  const minutes = Math.floor(left / 60_000);
  if (left === 0) return <span role="status">{over}</span>;
  if (minutes >= 60) return <span>{t("hours.minutes", { h: Math.floor(minutes / 60), m: minutes % 60 })}</span>;
  if (minutes >= 10) return <span>{t("minutes", { m: minutes })}</span>;
  return (
    <>
      <span aria-hidden>{`${minutes}:${String(Math.floor(left / 1000) % 60).padStart(2, "0")}`}</span>
      <span className="visually-hidden" role="status">
        {t("minutes", { m: minutes })}
      </span>
    </>
  );
}
