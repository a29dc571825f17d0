"use client";
import { type FormEvent, useState } from "react";
import type { CommunityId } from "#domain/kernel/ids.ts";
import { ZONE_LEVELS, type ZoneLevel } from "#domain/zones/zone.ts";
import { readClockField, toClockField } from "../../format/clock-field.ts";
import { Button } from "../../kit/button.tsx";
import { Field } from "../../kit/field.tsx";
import { ErrorNote } from "../../kit/notes.tsx";
import { RadioCards } from "../../kit/radio-cards.tsx";
import { ZoneSign } from "../../kit/zone-sign.tsx";
import { useAct } from "../../use-act.ts";
import { useT } from "../../words/use-t.ts";
import type { Picks } from "./zone-desk.tsx";
import { ZoneEffectView } from "./zone-effect-view.tsx";
import s from "./zones.module.css";

const areasOf = (picks: Picks) =>
  [...picks].map(([id, numbers]) => ({
    communityId: id as CommunityId,
    ...(numbers ? { gridNumbers: [...numbers] } : {}),
  }));

/** An order for the places that are chosen: level, times and number, with what it would do before it is sent. */
export function ZoneForm({ picks, nowMs, onSent }: { picks: Picks; nowMs: number; onSent: () => void }) {
  const t = useT("desk");
  const [level, setLevel] = useState<ZoneLevel>();
  const [from, setFrom] = useState(toClockField(nowMs));
  const [to, setTo] = useState("");
  const [said, setSaid] = useState<{ text: string; bad: boolean }>();
  const { act, busy, error } = useAct();
  const [start, end] = [from && readClockField(from), to && readClockField(to)];
  const term = level && start ? { level, from: start, ...(end ? { to: end } : {}) } : undefined;

  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const orderNumber = String(new FormData(form).get("order") ?? "").trim();
    if (picks.size === 0 || !term || orderNumber.length < 2) return setSaid({ text: t("zones.incomplete"), bad: true });
    setSaid(undefined);
    await act(
      (c) => c.zones.set.mutate({ areas: areasOf(picks), ...term, orderNumber }),
      ({ zoneIds }) => {
        form.reset();
        setLevel(undefined);
        setSaid({ text: t("zones.sent", { n: zoneIds.length }), bad: false });
        onSent();
      },
    );
  };
  return (
    <form className={s.stack} onSubmit={send} noValidate>
      <p className={s.quiet}>{t("zones.new.what")}</p>
      <RadioCards
        name="level"
        legend={t("zones.level")}
        legendShown
        value={level ?? ""}
        onChange={(value) => setLevel(ZONE_LEVELS.find((l) => l === value))}
        cards={ZONE_LEVELS.map((l) => ({
          value: l,
          label: (
            <span className={s.level}>
              <ZoneSign level={l} size={16} small /> {t(`level.${l}`)}
            </span>
          ),
        }))}
      />
      <Field label={t("zones.from")} type="datetime-local" value={from} onChange={(e) => setFrom(e.target.value)} />
      <Field label={t("zones.to")} type="datetime-local" value={to} onChange={(e) => setTo(e.target.value)} />
      <Field label={t("zones.order")} name="order" maxLength={60} autoComplete="off" />
      {picks.size > 0 && term && <ZoneEffectView wish={{ areas: areasOf(picks), ...term }} />}
      {said && <p role={said.bad ? "alert" : "status"}>{said.text}</p>}
      {error && <ErrorNote>{error}</ErrorNote>}
      <Button type="submit" kind="filled" size={44} wide disabled={busy}>
        {busy ? t("zones.sending") : t("zones.send", { n: picks.size })}
      </Button>
    </form>
  );
}
