"use client";
import type { ChangeEvent } from "react";
import s from "./photo-field.module.css";
import { shrinkPhoto } from "./shrink-photo.ts";

export type PickedPhoto = Awaited<ReturnType<typeof shrinkPhoto>>;

/** Takes one picture with the phone's camera or from its files, made small before it is sent. */
export function PhotoField({
  label,
  taken,
  photo,
  onPick,
}: {
  /** What it is for, and what is said once there is one. */
  label: string;
  taken: string;
  photo: PickedPhoto | undefined;
  onPick: (photo: PickedPhoto) => void;
}) {
  const picked = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    if (file) onPick(await shrinkPhoto(file));
  };
  return (
    <label className={s.photo}>
      <input type="file" accept="image/*" capture="environment" onChange={picked} className="visually-hidden" />
      <span>{photo ? taken : label}</span>
      {/* biome-ignore lint/performance/noImgElement: a picture that is only on this device yet */}
      {photo && <img src={photo.url} alt={taken} />}
    </label>
  );
}
