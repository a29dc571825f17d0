"use client";
import { type FormEvent, useState } from "react";
import type { RescueView } from "#contract/dispatch.ts";
import type { TripId, VehicleId } from "#domain/kernel/ids.ts";
import { formatClock, formatSpan } from "../format/time.ts";
import { Button } from "../kit/button.tsx";
import { Field } from "../kit/field.tsx";
import { ErrorNote, InfoNote } from "../kit/notes.tsx";
import { RadioCards } from "../kit/radio-cards.tsx";
import { useAct } from "../use-act.ts";
import { useLocale, useT } from "../words/use-t.ts";
import s from "./publish-screen.module.css";
import { useRoadRefusal } from "./road-refusal.ts";

/** The best ones stand first; nobody looks through a whole fleet while a bus stands in the road. */
const MOST_SHOWN = 5;

/** A spare bus for one that broke down: which, its new seal, and that bus and driver are fit. */
export function TransferForm({
  tripId,
  number,
  rescues,
}: {
  tripId: TripId;
  number: number;
  rescues: readonly RescueView[];
}) {
  const t = useT("dispatch");
  const { act, busy, error } = useAct(useRoadRefusal());
  const [missing, setMissing] = useState<"seal" | "fit">();
  const locale = useLocale();
  const [bus, setBus] = useState<string>(rescues[0]?.vehicleId ?? "");
  if (!rescues.some((b) => b.wrong === null))
    return (
      <InfoNote tone="bad" icon="triangle-alert">
        {t("road.transfer.none")}
      </InfoNote>
    );
  const fitting = rescues.filter((b) => b.wrong === null);
  const unfit = rescues.filter((b) => b.wrong !== null);
  const words = (b: RescueView) =>
    [
      t("road.transfer.option", { bus: b.name, span: formatSpan(b.seconds * 1000, locale), bags: b.maxBags }),
      b.ownDockMs && t("road.transfer.own", { time: formatClock(b.ownDockMs, locale) }),
    ]
      .filter(Boolean)
      .join(" · ");
  const whyNot = ({ wrong }: RescueView) =>
    wrong === null || wrong.kind === "narrow_gate"
      ? t("road.transfer.narrow")
      : t(`finding.${wrong.kind}`, { value: String(wrong.value ?? ""), limit: String(wrong.limit ?? "") });
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const sealNumber = String(form.get("seal")).trim();
    const wrong = sealNumber.length < 2 ? "seal" : form.get("fit") ? undefined : "fit";
    setMissing(wrong);
    if (wrong) return;
    const vehicleId = bus as VehicleId;
    void act((c) => c.movement.transfer.mutate({ tripId, vehicleId, sealNumber, disinfected: true, driverWell: true }));
  };
  return (
    <form className={s.road} onSubmit={send} noValidate>
      <InfoNote>{t("road.transfer.what")}</InfoNote>
      {error && <ErrorNote>{error}</ErrorNote>}
      <RadioCards
        name="bus"
        legend={t("road.transfer.bus")}
        legendShown
        value={bus}
        onChange={setBus}
        cards={fitting.slice(0, MOST_SHOWN).map((b) => ({ value: b.vehicleId, label: words(b) }))}
      />
      {unfit.length > 0 && (
        <details>
          <summary className={s.more}>{t("road.transfer.unfit", { n: unfit.length })}</summary>
          <ul>
            {unfit.slice(0, MOST_SHOWN).map((b) => (
              <li key={b.vehicleId}>{`${b.name} · ${t("road.transfer.no", { why: whyNot(b) })}`}</li>
            ))}
          </ul>
        </details>
      )}
      <Field
        label={t("road.transfer.seal")}
        name="seal"
        defaultValue={`${number}-2`}
        maxLength={40}
        autoComplete="off"
        error={missing === "seal" ? t("road.transfer.seal.missing") : undefined}
      />
      <label className={s.tick}>
        <input type="checkbox" name="fit" /> {t("road.transfer.fit")}
      </label>
      {missing === "fit" && (
        <p role="alert" className={s.bad}>
          {t("road.transfer.fit.missing")}
        </p>
      )}
      <Button type="submit" kind="filled" wide disabled={busy}>
        {t("road.transfer")}
      </Button>
    </form>
  );
}
