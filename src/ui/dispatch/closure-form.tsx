"use client";
import { type FormEvent, useState } from "react";
import type { AddClosureInput } from "#contract/roads.ts";
import { readClockField, toClockField } from "../format/clock-field.ts";
import { Button } from "../kit/button.tsx";
import { Field, TextField } from "../kit/field.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import type { LatLng } from "../map/map-view.ts";
import { useAct } from "../use-act.ts";
import { useT } from "../words/use-t.ts";
import s from "./closure.module.css";

/** Corners that were tapped on the map so far; null while nothing is drawn. */
export type Corners = {
  readonly corners: readonly LatLng[] | null;
  readonly set: (corners: readonly LatLng[] | null) => void;
};

/** Streets to be closed by order: an area tapped on the map, or GeoJSON as it was sent. */
export function ClosureForm({ nowMs, drawing: { corners, set } }: { nowMs: number; drawing: Corners }) {
  const t = useT("dispatch");
  const { act, busy, error } = useAct();
  const [missing, setMissing] = useState(false);
  const [sent, setSent] = useState(false);

  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    const text = (name: string) => String(data.get(name) ?? "").trim();
    const drawn = corners && corners.length >= 3;
    const shape: AddClosureInput["shape"] = drawn
      ? { kind: "corners", corners: corners.map(({ lat, lng }) => [lng, lat]) }
      : { kind: "geojson", text: text("geojson") };
    const whole = (drawn || text("geojson").length > 1) && text("from") && text("reason") && text("order").length >= 2;
    setMissing(!whole);
    setSent(false);
    if (!whole) return;
    const until = text("until");
    void act(
      (c) =>
        c.movement.addClosure.mutate({
          shape,
          from: readClockField(text("from")),
          ...(until && { until: readClockField(until) }),
          reason: text("reason"),
          orderNumber: text("order"),
        }),
      () => {
        form.reset();
        set(null);
        setSent(true);
      },
    );
  };
  return (
    <details>
      <summary className={s.more}>{t("closure.add")}</summary>
      <form className={s.form} onSubmit={send} noValidate>
        <p className={s.quiet}>{t("closure.add.what")}</p>
        {corners === null ? (
          <Button icon="map-pin" wide onClick={() => set([])}>
            {t("closure.draw")}
          </Button>
        ) : (
          <>
            <p role="status">{t("closure.drawing", { n: corners.length })}</p>
            <div className={s.pair}>
              <Button disabled={corners.length === 0} onClick={() => set(corners.slice(0, -1))}>
                {t("closure.draw.back")}
              </Button>
              <Button onClick={() => set(null)}>{t("closure.draw.stop")}</Button>
            </div>
          </>
        )}
        {corners === null && (
          <TextField label={t("closure.geojson")} hint={t("closure.geojson.hint")} name="geojson" rows={3} />
        )}
        <Field label={t("closure.from")} name="from" type="datetime-local" defaultValue={toClockField(nowMs)} />
        <Field label={t("closure.until")} hint={t("closure.until.hint")} name="until" type="datetime-local" />
        <Field label={t("closure.reason")} name="reason" maxLength={200} autoComplete="off" />
        <Field label={t("closure.number")} name="order" maxLength={60} autoComplete="off" />
        {missing && <ErrorNote>{t("closure.incomplete")}</ErrorNote>}
        {error && <ErrorNote>{error}</ErrorNote>}
        {sent && <p role="status">{t("closure.sent")}</p>}
        <Button type="submit" kind="bad" wide disabled={busy}>
          {t("closure.send")}
        </Button>
      </form>
    </details>
  );
}
