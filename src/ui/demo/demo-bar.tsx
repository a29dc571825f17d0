"use client";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import type { DemoClock } from "#contract/demo.ts";
import type { DayStation } from "#domain/offer/day-stations.ts";
import { formatDayTime, formatNear } from "../format/time.ts";
import { Icon } from "../icons/icon.tsx";
import { useServerNow } from "../kit/use-server-now.ts";
import { useLocale, useT } from "../words/use-t.ts";
import s from "./demo-bar.module.css";
import { sendClock } from "./send-clock.ts";

const LOOK_AGAIN_MS = 700;

/** On every screen of a demo: its hour, what is ahead of the round in hand and can be gone on to, and the way to its people. */
export function DemoBar({ clock }: { clock: DemoClock }) {
  const [t, locale, router] = [useT("demo"), useLocale(), useRouter()];
  const [sent, setSent] = useState<number>();
  const [failed, setFailed] = useState(false);
  const menu = useRef<HTMLDetailsElement>(null);
  const [hour, setHour] = useState(clock.nowMs);
  const now = useServerNow(Math.max(hour, clock.nowMs));
  const going = clock.goingToMs ?? sent;

  // While the hour is on its way it shows where it is; once it is there the whole page is read again.
  useEffect(() => {
    if (going === undefined) return;
    if (clock.nowMs >= going) return setSent(undefined);
    const again = setInterval(async () => {
      const answer = await fetch("/demo/clock", { cache: "no-store" }).catch(() => undefined);
      if (!answer?.ok) return;
      const { nowMs, goingToMs } = (await answer.json()) as DemoClock;
      setHour(nowMs);
      if (goingToMs === null) router.refresh();
    }, LOOK_AGAIN_MS);
    return () => clearInterval(again);
  }, [going, clock.nowMs, router]);

  const goOn = async (to: DayStation, atMs: number) => {
    if (menu.current) menu.current.open = false;
    menu.current?.querySelector("summary")?.focus();
    const told = await sendClock(to);
    setFailed(!told);
    if (told) setSent(atMs);
    router.refresh();
  };
  return (
    <aside className={`${s.bar} no-print`} aria-label={t("bar")}>
      <p className={s.hour}>
        <span>{t("bar.hour")}</span> <time suppressHydrationWarning>{formatDayTime(now, locale)}</time>
      </p>
      <p className={s.invented}>{t("bar.invented")}</p>
      <p role="status" className={going === undefined && !failed ? "visually-hidden" : s.going}>
        {failed && t("bar.failed")}
        {going !== undefined && t("bar.going", { time: formatNear(going, now, locale) })}
      </p>
      <details ref={menu} className={s.on}>
        <summary>
          {t("bar.on")}
          <Icon name="chevron-down" size={18} />
        </summary>
        <div className={s.menu}>
          <p>{t("bar.invented")}</p>
          <p>{t("bar.what")}</p>
          {clock.round ? (
            <>
              <p>
                <b>{t("bar.of", { n: clock.round.number })}</b>
              </p>
              <ol>
                {clock.round.stations.map(({ key, atMs }) => (
                  <li key={key}>
                    <button type="button" disabled={atMs <= now || going !== undefined} onClick={() => goOn(key, atMs)}>
                      <span>{t(`station.${key}`)}</span>
                      <span>{atMs <= now ? t("bar.past") : formatNear(atMs, now, locale, true)}</span>
                    </button>
                  </li>
                ))}
              </ol>
            </>
          ) : (
            <p>{t("bar.none")}</p>
          )}
        </div>
      </details>
      <Link href="/demo" className={s.people} prefetch={false}>
        {t("bar.people")}
      </Link>
    </aside>
  );
}
