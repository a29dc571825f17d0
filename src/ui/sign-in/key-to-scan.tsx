"use client";
import { useT } from "../words/use-t.ts";
import s from "./sign-in.module.css";

export type Qr = { path: string; size: number };

type Props = {
  /** What to do with it. */
  words: string;
  uri: string;
  qr: Qr;
  backupCodes: readonly string[];
};

/** The key for an authenticator app, to scan or to type, and the spare codes for the day its phone is lost. */
export function KeyToScan({ words, uri, qr, backupCodes }: Props) {
  const t = useT("auth");
  return (
    <>
      <p>{words}</p>
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
        {t("second.key")}: <code className={s.key}>{new URL(uri).searchParams.get("secret")}</code>
      </p>
      <div>
        <p>{t("second.backup")}</p>
        <ul className={s.codes}>
          {backupCodes.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}
