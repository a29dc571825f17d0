"use client";
import { type ReactNode, useState } from "react";
import { Dialog } from "../kit/dialog.tsx";
import { useT } from "../words/use-t.ts";
import s from "./pickup-code.module.css";

/** The hero of an order: the code in two pairs beside its QR; a touch shows it over the whole screen, black on white. */
export function PickupCode({ code, qr }: { code: string; qr: ReactNode }) {
  const t = useT("resident");
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className={s.slip} onClick={() => setOpen(true)}>
        <span className={s.words}>
          <span>{t("code")}</span>
          <b>{code}</b>
          <span>{t("code.say")}</span>
          <span className="visually-hidden">{t("code.big")}</span>
        </span>
        <span className={s.qr}>{qr}</span>
      </button>
      <Dialog open={open} title={t("code")} onClose={() => setOpen(false)}>
        <div className={s.big}>
          <b>{code}</b>
          {qr}
        </div>
      </Dialog>
    </>
  );
}
