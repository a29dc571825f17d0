"use client";
import { type FormEvent, useState } from "react";
import type { PublishView } from "#contract/dispatch.ts";
import type { TripId, VehicleId } from "#domain/kernel/ids.ts";
import { Button } from "../kit/button.tsx";
import { Field, SelectField } from "../kit/field.tsx";
import { ErrorNote, InfoNote } from "../kit/notes.tsx";
import { useAct } from "../use-act.ts";
import { useT } from "../words/use-t.ts";
import s from "./publish-screen.module.css";
import { useRoadRefusal } from "./road-refusal.ts";

/** A spare bus for one that broke down: which, its new seal, and that bus and driver are fit. */
export function TransferForm({
  tripId,
  number,
  spare,
}: {
  tripId: TripId;
  number: number;
  spare: PublishView["spare"];
}) {
  const t = useT("dispatch");
  const { act, busy, error } = useAct(useRoadRefusal());
  const [missing, setMissing] = useState<"seal" | "fit">();
  if (spare.length === 0)
    return (
      <InfoNote tone="bad" icon="triangle-alert">
        {t("road.transfer.none")}
      </InfoNote>
    );
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const sealNumber = String(form.get("seal")).trim();
    const wrong = sealNumber.length < 2 ? "seal" : form.get("fit") ? undefined : "fit";
    setMissing(wrong);
    if (wrong) return;
    const vehicleId = String(form.get("bus")) as VehicleId;
    void act((c) => c.movement.transfer.mutate({ tripId, vehicleId, sealNumber, disinfected: true, driverWell: true }));
  };
  return (
    <form className={s.road} onSubmit={send} noValidate>
      <InfoNote>{t("road.transfer.what")}</InfoNote>
      {error && <ErrorNote>{error}</ErrorNote>}
      <SelectField label={t("road.transfer.bus")} name="bus">
        {spare.map((b) => (
          <option key={b.vehicleId} value={b.vehicleId}>
            {b.name}
          </option>
        ))}
      </SelectField>
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
