import type { SettlementView } from "#contract/settlements.ts";
import { formatYuan } from "../format/money.ts";
import { formatNumber } from "../format/number.ts";
import { formatDayTime } from "../format/time.ts";
import { InfoNote } from "../kit/notes.tsx";
import { StateTag, type Tone } from "../kit/state-tag.tsx";
import { useLocale, useT } from "../words/use-t.ts";
import s from "./settlement.module.css";

const TONES: Readonly<Record<NonNullable<SettlementView["state"]> | "none", Tone>> = {
  none: "todo",
  drafted: "todo",
  proposed: "doing",
  disputed: "bad",
  agreed: "doing",
  settled: "done",
};

/** What a store is owed in four figures, who has agreed to it, and what has changed since. */
export function SettlementFigures({ view }: { view: SettlementView }) {
  const t = useT("settlement");
  const locale = useLocale();
  const { sums, state } = view;
  return (
    <>
      <StateTag tone={TONES[state ?? "none"]}>{t(`state.${state ?? "none"}`)}</StateTag>
      <dl className={s.sums}>
        <div>
          <dt>{t("sum.goods", { n: formatNumber(sums.bags) })}</dt>
          <dd>{formatYuan(sums.goodsFen)}</dd>
        </div>
        <div>
          <dt>{t("sum.exchange")}</dt>
          <dd>{formatYuan(sums.exchangeFen)}</dd>
        </div>
        <div>
          <dt>{t("sum.claims")}</dt>
          <dd>{formatYuan(sums.claimsFen)}</dd>
        </div>
        <div>
          <dt>{t("sum.payable")}</dt>
          <dd className={s.payable}>{formatYuan(sums.payableFen)}</dd>
        </div>
      </dl>
      {view.deskAgreedMs !== null && <p>{t("agreed.desk", { time: formatDayTime(view.deskAgreedMs, locale) })}</p>}
      {view.storeAgreedMs !== null && <p>{t("agreed.store", { time: formatDayTime(view.storeAgreedMs, locale) })}</p>}
      {view.reason !== null && (
        <InfoNote tone="ink" title={t("dispute.said")}>
          {view.reason}
        </InfoNote>
      )}
      {view.changedLines > 0 && state !== "settled" && (
        <InfoNote tone="bad" icon="triangle-alert">
          {t("changed", { n: view.changedLines })}
        </InfoNote>
      )}
      {view.openClaims > 0 && <InfoNote icon="info">{t("claims.open", { n: view.openClaims })}</InfoNote>}
      {view.bagsUnderWay > 0 && <InfoNote icon="info">{t("bags.under.way", { n: view.bagsUnderWay })}</InfoNote>}
    </>
  );
}
