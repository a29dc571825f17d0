"use client";
import type { DriverLegView } from "#contract/driver.ts";
import { pickName } from "../format/name.ts";
import { formatNumber } from "../format/number.ts";
import { formatSpan } from "../format/time.ts";
import { useLocale, useT } from "../words/use-t.ts";
import s from "./leg-sheet.module.css";
import { stepWords } from "./step-words.ts";

/** The way to the next stop in sentences, to be opened before the bus sets off and read out by whoever rides along. */
export function LegSheet({ leg }: { leg: DriverLegView }) {
  const [t, locale] = [useT("driver"), useLocale()];
  const span = formatSpan(leg.seconds * 1000, locale);
  const km = formatNumber(Math.round(leg.metres / 100) / 10);
  return (
    <details className={s.leg}>
      <summary>
        <b>{leg.to ? t("leg.to", { place: pickName(leg.to, locale) }) : t("leg.home")}</b>
        <span className={s.quiet}>{t("leg.title", { km, span })}</span>
      </summary>
      <ol>
        {leg.steps.map((step, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same turn may come twice, and the list never changes
          <li key={i}>{stepWords(step, t)}</li>
        ))}
      </ol>
      <p className={s.quiet}>{t("leg.note")}</p>
    </details>
  );
}
