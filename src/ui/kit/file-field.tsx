"use client";
import { type ReactNode, useId, useState } from "react";
import { Icon } from "../icons/icon.tsx";
import s from "./file-field.module.css";

type Props = {
  name: string;
  label: string;
  /** What stands in it while nothing is chosen. */
  choose: string;
  hint: ReactNode;
  accept: string;
  multiple?: boolean;
};

/** Files to hand in, by the names that were chosen. */
export function FileField({ name, label, choose, hint, accept, multiple }: Props) {
  const [id, [chosen, setChosen]] = [useId(), useState("")];
  return (
    <>
      <label className={s.pick}>
        <Icon name="upload" size={22} />
        <b>{chosen || choose}</b>
        <input
          type="file"
          name={name}
          multiple={multiple}
          accept={accept}
          aria-label={label}
          aria-describedby={id}
          onChange={(e) => setChosen([...(e.target.files ?? [])].map((f) => f.name).join("、"))}
        />
      </label>
      <p id={id}>{hint}</p>
    </>
  );
}

/** The files of a form's field, those that were chosen. */
export const filesOf = (form: HTMLFormElement, name: string): File[] =>
  new FormData(form).getAll(name).filter((f) => f instanceof File && f.name !== "") as File[];

export function base64Of(file: File): Promise<string> {
  return new Promise((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result).replace(/^[^,]*,/, ""));
    reader.onerror = () => fail(reader.error);
    reader.readAsDataURL(file);
  });
}
