"use client";
import type { ChangeEvent } from "react";
import { Icon } from "../icons/icon.tsx";
import type { PickedPhoto } from "../kit/photo-field.tsx";
import { shrinkPhoto } from "../kit/shrink-photo.ts";
import { useT } from "../words/use-t.ts";
import s from "./doors.module.css";

/** A picture of where bags were left or of what is broken: it goes along with the next tap at this door. */
export function PhotoOfDoor({ taken, onPick }: { taken: boolean; onPick: (photo: PickedPhoto) => void }) {
  const t = useT("grid");
  const picked = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    if (file) onPick(await shrinkPhoto(file));
  };
  return (
    <label className={taken ? `${s.photo} ${s.taken}` : s.photo}>
      <input
        type="file"
        accept="image/*"
        capture="environment"
        onChange={picked}
        className="visually-hidden"
        aria-label={t(taken ? "walk.photo.taken" : "walk.photo")}
      />
      <Icon name={taken ? "circle-check" : "camera"} size={26} />
    </label>
  );
}
