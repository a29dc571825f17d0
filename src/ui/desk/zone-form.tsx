"use client";
import { type FormEvent, useState } from "react";
import type { PlaceChoice } from "#contract/people.ts";
import { ZONE_LEVELS } from "#domain/zones/zone.ts";
import { Button } from "../kit/button.tsx";
import { Field, SelectField } from "../kit/field.tsx";
import { CommunitySelect } from "../places/community-select.tsx";
import { useAct } from "../use-act.ts";
import { useT } from "../words/use-t.ts";
import s from "./form.module.css";

/** What a `datetime-local` field holds is the clock of Asia/Shanghai, wherever the desk's computer thinks it is. */
const toMs = (local: string) => Date.parse(`${local}:00+08:00`);

/** A new order for a community or one of its grids. */
export function ZoneForm({ places }: { places: readonly PlaceChoice[] }) {
  const t = useT("desk");
  const [said, setSaid] = useState<{ text: string; bad: boolean }>();
  const { act, busy, error } = useAct();

  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    const text = (name: string) => String(data.get(name) ?? "").trim();
    const level = ZONE_LEVELS.find((l) => l === text("level"));
    if (!text("place") || !level || !text("from") || !text("order"))
      return setSaid({ text: t("zones.incomplete"), bad: true });
    setSaid(undefined);
    await act(
      (c) =>
        c.zones.set.mutate({
          communityId: text("place"),
          level,
          from: toMs(text("from")),
          orderNumber: text("order"),
          ...(text("grid") ? { gridNumber: Number(text("grid")) } : {}),
          ...(text("to") ? { to: toMs(text("to")) } : {}),
        }),
      () => {
        form.reset();
        setSaid({ text: t("zones.sent"), bad: false });
      },
    );
  };
  return (
    <form className={s.stack} onSubmit={send} noValidate>
      <p>{t("zones.new.what")}</p>
      <CommunitySelect label={t("zones.place")} name="place" defaultValue="" places={places} />
      <Field label={t("zones.grid")} name="grid" inputMode="numeric" maxLength={3} />
      <SelectField label={t("zones.level")} name="level" defaultValue="">
        <option value="">—</option>
        {ZONE_LEVELS.map((l) => (
          <option key={l} value={l}>
            {t(`level.${l}`)}
          </option>
        ))}
      </SelectField>
      <Field label={t("zones.from")} name="from" type="datetime-local" />
      <Field label={t("zones.to")} name="to" type="datetime-local" />
      <Field label={t("zones.order")} name="order" maxLength={60} autoComplete="off" />
      {said && <p role={said.bad ? "alert" : "status"}>{said.text}</p>}
      {error && <p role="alert">{error}</p>}
      <Button type="submit" kind="filled" size={44} wide disabled={busy}>
        {busy ? t("zones.sending") : t("zones.send")}
      </Button>
    </form>
  );
}
