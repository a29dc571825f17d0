"use client";
import { useT } from "../words/use-t.ts";
import s from "./sign-in.module.css";

export type Qr = { path: string; size: number };

/** The key for an authenticator app, to scan or to type, and the spare codes for the day its phone is lost. */
export function KeyToScan({ uri, qr, backupCodes }: { uri: string; qr: Qr; backupCodes: readonly string[] }) {
  const t = useT("auth");
  return (
    <>
      <p>{t("second.scan")}</p>
      <svg
        viewBox={`0 0 ${qr.size} ${qr.size}`}
        className={s.qr}
        role="img"
        aria-label="QR"
        shapeRendering="crispEdges"
      >
        <rect width={qr.size} height={qr.size} fill="#fff" />
        <path d={qr.path} fill="#000" />
      </svg>
      <p>
        {t("second.key")}: <code>{new URL(uri).searchParams.get("secret")}</code>
      </p>
      <p>
        {t("second.backup")}: <code>{backupCodes.join(" · ")}</code>
      </p>
    </>
  );
}
