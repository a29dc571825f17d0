"use client";
import { useState } from "react";
import type { PhotoInput } from "#contract/photo.ts";
import { Button } from "../kit/button.tsx";
import { InfoNote } from "../kit/notes.tsx";
import { PhotoField, type PickedPhoto } from "../kit/photo-field.tsx";
import { useT } from "../words/use-t.ts";
import s from "./driver.module.css";

type Props = { bags: number; zone: string; onSet: (photo: PhotoInput) => void };

/** Bags stand in the marked zone, and there is a picture of them. */
export function SetDownForm({ bags, zone, onSet }: Props) {
  const t = useT("driver");
  const [photo, setPhoto] = useState<PickedPhoto>();
  const set = () => photo && onSet({ mediaType: photo.mediaType, base64: photo.base64 });
  return (
    <div className={s.choices}>
      <InfoNote>{t("alone.set_down.how", { zone, n: bags })}</InfoNote>
      <PhotoField label={t("alone.photo")} taken={t("alone.photo.taken")} photo={photo} onPick={setPhoto} />
      <Button kind="filled" size={60} wide disabled={!photo} onClick={set}>
        {t("alone.set_down.do", { n: bags })}
      </Button>
    </div>
  );
}
