"use client";
import { type FormEvent, useState } from "react";
import type { OpenHandover } from "#contract/dispatch.ts";
import type { HandoverId } from "#domain/kernel/ids.ts";
import { Button } from "../kit/button.tsx";
import { Field } from "../kit/field.tsx";
import { LinkButton } from "../kit/link-button.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import { PhotoField, type PickedPhoto } from "../kit/photo-field.tsx";
import { useAct } from "../use-act.ts";
import { useT } from "../words/use-t.ts";
import s from "./publish-screen.module.css";

/** How many bags the grid has, how many are lost, how many ride back; where somebody counted, with a picture to look at. */
export function Ruling({ handover: d }: { handover: OpenHandover }) {
  const [t, common] = [useT("dispatch"), useT("common")];
  const [agreed, setAgreed] = useState(d.counted ?? d.offered);
  const [lost, setLost] = useState(Math.max(0, d.offered - (d.counted ?? d.offered)));
  const [back, setBack] = useState(0);
  const [photo, setPhoto] = useState<PickedPhoto>();
  const needsPhoto = d.state === "disputed" && !d.photoId && !photo;
  const sum = agreed + lost + back;
  const { act, busy, error } = useAct();
  const rule = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget).get("reason"));
    const picture = photo ? { photo: { mediaType: photo.mediaType, base64: photo.base64 } } : {};
    const parts = { agreed, lost, backOnBoard: back, ...picture };
    return act((c) => c.movement.ruleHandover.mutate({ handoverId: d.id as HandoverId, ...parts, reason }));
  };
  const number = { type: "number", min: 0, max: d.offered, required: true } as const;
  return (
    <form onSubmit={rule} className={s.rule}>
      <Field
        {...number}
        label={t("dispute.agreed")}
        value={agreed}
        onChange={(e) => setAgreed(Number(e.target.value))}
      />
      <Field {...number} label={t("dispute.lost")} value={lost} onChange={(e) => setLost(Number(e.target.value))} />
      <Field {...number} label={t("dispute.back")} value={back} onChange={(e) => setBack(Number(e.target.value))} />
      <Field label={t("dispute.reason")} name="reason" required maxLength={200} />
      {d.photoId ? (
        <LinkButton href={`/api/photos/${d.photoId}`} size={36}>
          {t("dispute.photo", { gatherer: common(`gatherer.${d.aggregator}`) })}
        </LinkButton>
      ) : (
        <PhotoField
          label={d.state === "disputed" ? t("dispute.photo.none") : t("dispute.photo.maybe")}
          taken={t("dispute.photo.taken")}
          photo={photo}
          onPick={setPhoto}
        />
      )}
      {sum !== d.offered && (
        <p role="status" className={s.bad}>
          {t("dispute.sum", { n: d.offered, sum })}
        </p>
      )}
      {error && <ErrorNote>{error}</ErrorNote>}
      <Button type="submit" kind="act" size={36} disabled={busy || sum !== d.offered || needsPhoto}>
        {t("dispute.rule")}
      </Button>
    </form>
  );
}
