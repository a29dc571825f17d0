"use client";
import type { OwnSession } from "#contract/own-sessions.ts";
import { formatNear } from "../format/time.ts";
import { Button } from "../kit/button.tsx";
import { Facts } from "../kit/facts.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import { useAct } from "../use-act.ts";
import { useLocale, useT } from "../words/use-t.ts";
import s from "./own-sessions.module.css";

/** Each device with a way to sign it out; the one in hand is signed out where it always is. */
export function OwnSessions({ sessions, nowMs }: { sessions: readonly OwnSession[]; nowMs: number }) {
  const [t, locale] = [useT("auth"), useLocale()];
  const { act, busy, error } = useAct();
  const near = (ms: number) => formatNear(ms, nowMs, locale, true);
  const mine = sessions.find((one) => one.isThis);
  const others = sessions.filter((one) => !one.isThis);
  return (
    <div className={s.stack}>
      <ul className={s.list}>
        {sessions.map((one) => (
          <li key={one.id}>
            <span>
              <b>{t(`device.${one.device}`)}</b>
              <Facts of={[one.isThis && t("device.this"), t("device.since", { time: near(one.sinceMs) })]} />
              {!one.isThis && <span>{t("device.seen", { time: near(one.seenMs) })}</span>}
            </span>
            {!one.isThis && (
              <Button
                disabled={busy}
                aria-label={t("device.end.which", { device: t(`device.${one.device}`), time: near(one.sinceMs) })}
                onClick={() => act((c) => c.people.endSession.mutate({ sessionId: one.id }))}
              >
                {t("device.end")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {others.length === 0 && <p>{t("device.none")}</p>}
      {error && <ErrorNote>{error}</ErrorNote>}
      {mine && others.length > 1 && (
        <Button wide disabled={busy} onClick={() => act((c) => c.people.endOtherSessions.mutate({ keep: mine.id }))}>
          {t("device.end.all")}
        </Button>
      )}
    </div>
  );
}
