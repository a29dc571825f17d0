"use client";
import type { ChangePrice } from "#contract/plan-edits.ts";
import { formatYuanShort } from "../format/money.ts";
import { formatNumber } from "../format/number.ts";
import { formatSpan } from "../format/time.ts";
import { useLocale, useT } from "../words/use-t.ts";
import s from "./stop-moves.module.css";

/** What a change would cost, before it is made: `+4 分 · +1.2 公里 · +¥18`, who is late by how much, and why it may not be. */
export function PriceWords({ price, nameOf }: { price: ChangePrice; nameOf: (placeId: string) => string }) {
  const t = useT("dispatch");
  const locale = useLocale();
  const signed = (n: number, words: string) => `${n < 0 ? "−" : "+"}${words}`;
  const { seconds, metres, costFen, late, load, against } = price;
  const sums = [
    signed(seconds, formatSpan(seconds * 1000, locale)),
    signed(metres, t("move.km", { n: formatNumber(Math.round(Math.abs(metres) / 100) / 10) })),
    signed(costFen, formatYuanShort(Math.round(Math.abs(costFen) / 100) * 100)),
    ...(load ? [t("move.load", { n: load.bags, of: load.capacity })] : []),
  ];
  return (
    <span className={s.price}>
      <span>{sums.join(" · ")}</span>
      {late.map((gate) => (
        <span key={gate.placeId} className={s.late}>
          {t("move.late", { place: nameOf(gate.placeId), span: formatSpan(gate.seconds * 1000, locale) })}
        </span>
      ))}
      {against.map((reason) => (
        <span key={reason} className={s.against}>
          {t("move.not", { why: t(`against.${reason}`) })}
        </span>
      ))}
    </span>
  );
}
