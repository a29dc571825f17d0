"use client";
import { type FormEvent, type ReactNode, useState } from "react";
import { useT } from "../words/use-t.ts";
import { Button } from "./button.tsx";
import type { ButtonLook } from "./button-look.tsx";
import { Field } from "./field.tsx";
import s from "./reason-form.module.css";

type Props = {
  /** What is asked for beside the reason, above it. */
  children?: ReactNode;
  /** What the button says. */
  act: string;
  kind?: ButtonLook["kind"];
  size?: ButtonLook["size"];
  busy: boolean;
  onAct: (reason: string) => void;
};

/** An act that is not done without a reason: the field says so itself when it was left empty. */
export function ReasonForm({ children, act, kind = "filled", size = 44, busy, onAct }: Props) {
  const t = useT("common");
  const [reason, setReason] = useState("");
  const [missing, setMissing] = useState(false);
  const send = (event: FormEvent) => {
    event.preventDefault();
    const said = reason.trim();
    setMissing(said === "");
    if (said !== "") onAct(said);
  };
  return (
    <form className={s.form} onSubmit={send} noValidate>
      {children}
      <Field
        label={t("reason")}
        value={reason}
        maxLength={200}
        autoComplete="off"
        onChange={(e) => setReason(e.target.value)}
        error={missing ? t("reason.missing") : undefined}
      />
      <Button type="submit" kind={kind} size={size} wide disabled={busy}>
        {act}
      </Button>
    </form>
  );
}
