"use client";
import { useState } from "react";
import type { HandOnPaperInput } from "#contract/movement.ts";
import { Button } from "../kit/button.tsx";
import { ErrorNote, InfoNote } from "../kit/notes.tsx";
import { PhotoField, type PickedPhoto } from "../kit/photo-field.tsx";
import { useAct } from "../use-act.ts";
import { useT } from "../words/use-t.ts";
import s from "./driver.module.css";

type Props = { pile: HandOnPaperInput; bags: number; zone: string; onDone: () => void };

/** Bags stand in the marked zone, and there is a picture of them. */
export function SetDownForm({ pile, bags, zone, onDone }: Props) {
  const t = useT("driver");
  const { act, busy, error } = useAct();
  const [photo, setPhoto] = useState<PickedPhoto>();
  const send = () =>
    photo &&
    act(
      (c) => c.movement.setDown.mutate({ ...pile, photo: { mediaType: photo.mediaType, base64: photo.base64 } }),
      onDone,
    );
  return (
    <div className={s.choices}>
      <InfoNote>{t("alone.set_down.how", { zone, n: bags })}</InfoNote>
      <PhotoField label={t("alone.photo")} taken={t("alone.photo.taken")} photo={photo} onPick={setPhoto} />
      {error && <ErrorNote>{error}</ErrorNote>}
      <Button kind="filled" size={60} wide disabled={busy || !photo} onClick={send}>
        {t("alone.set_down.do", { n: bags })}
      </Button>
    </div>
  );
}
