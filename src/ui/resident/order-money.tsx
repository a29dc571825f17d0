import type { OrderView } from "#contract/resident.ts";
import { formatYuan, formatYuanShort } from "../format/money.ts";
import { formatNear } from "../format/time.ts";
import { InfoNote } from "../kit/notes.tsx";
import { Section } from "../kit/section.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { getT } from "../words/get-t.ts";
import { ClaimButton } from "./claim-button.tsx";
import s from "./order-money.module.css";

/** What it costs, what is recorded as paid, what came back; then the one sentence that matters. */
export async function OrderMoney({ order }: { order: OrderView }) {
  const [t, common] = [await getT("resident"), await getT("common")];
  const { locale } = await getPreferences();
  const { money, paidMs, moneyRefusal } = order;
  const gatherer = common(`gatherer.${order.aggregator}`);
  if (money.says === "nothing" && order.state === "cancelled") return null;
  const rows = [
    { key: "due", more: undefined, fen: money.costFen, always: true },
    {
      key: "paid",
      more: paidMs === null ? undefined : formatNear(paidMs, order.nowMs, locale),
      fen: money.receivedFen,
      always: false,
    },
    { key: "waived", more: undefined, fen: money.waivedFen, always: false },
    { key: "credit", more: undefined, fen: money.creditFen, always: false },
    { key: "refunded", more: undefined, fen: money.paidBackFen, always: false },
    { key: "said", more: undefined, fen: money.saidFen, always: false },
  ] as const;
  return (
    <Section title={t("money.title")}>
      <dl className={s.list}>
        {rows
          .filter((r) => r.always || r.fen !== 0)
          .map((r) => (
            <div key={r.key}>
              <dt>
                {t(`money.${r.key}`)} {r.more && <span>{r.more}</span>}
              </dt>
              <dd>{formatYuan(r.fen)}</dd>
            </div>
          ))}
        {money.backFen > 0 ? (
          <div className={s.last}>
            <dt>
              <b>{t("money.refund")}</b> <span>{t(`money.refund.${money.backBy ?? "transfer"}`, { gatherer })}</span>
            </dt>
            <dd>{formatYuan(money.backFen)}</dd>
          </div>
        ) : money.dueFen > 0 ? (
          <div className={s.last}>
            <dt>
              <b>{t("money.open")}</b> <span>{t("money.open.how", { gatherer })}</span>
            </dt>
            <dd>{formatYuan(money.dueFen)}</dd>
          </div>
        ) : null}
      </dl>
      {order.creditLeftFen > 0 && (
        <InfoNote icon="circle-check">
          {t("money.credit.left", { price: formatYuanShort(order.creditLeftFen) })}
        </InfoNote>
      )}
      {money.says === "being_checked" && (
        <InfoNote icon="hourglass">{t("money.claimed", { price: formatYuanShort(money.saidFen) })}</InfoNote>
      )}
      {moneyRefusal !== null && (
        <InfoNote tone="bad" icon="triangle-alert" title={t("money.rejected")}>
          {moneyRefusal}
        </InfoNote>
      )}
      {order.mayPay && <ClaimButton orderId={order.orderId} says="claim" />}
      {order.mayWithdraw && <ClaimButton orderId={order.orderId} says="withdrawClaim" />}
      {(money.says === "paid" || money.says === "nothing" || money.says === "paid_back") && (
        <InfoNote tone="ok" icon="circle-check">
          {t(`money.says.${money.says}`)}
        </InfoNote>
      )}
    </Section>
  );
}
