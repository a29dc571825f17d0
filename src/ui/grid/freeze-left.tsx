"use client";
import { useServerNow } from "../kit/use-server-now.ts";
import { useT } from "../words/use-t.ts";
import s from "./today-screen.module.css";

/** `还有 2:40`: hours and minutes until the sheet must be in. */
export function FreezeLeft({ untilMs, nowMs }: { untilMs: number; nowMs: number }) {
  const t = useT("grid");
  const left = Math.max(0, untilMs - useServerNow(nowMs, 5000));
  if (left === 0) return <b>{t("freeze.over")}</b>;
  const minutes = Math.floor(left / 60_000);
  return (
    <span className={s.left}>
      {t("freeze.left")} <b>{`${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`}</b>
    </span>
  );
}
