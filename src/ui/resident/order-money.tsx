import type { OrderView } from "#contract/resident.ts";
import { formatYuan } from "../format/money.ts";
import { formatNear } from "../format/time.ts";
import { InfoNote } from "../kit/notes.tsx";
import { Section } from "../kit/section.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { getT } from "../words/get-t.ts";
import s from "./order-money.module.css";
import { PayButton } from "./pay-button.tsx";

/** What is owed, what is recorded as paid, what comes back; the last line is the one that matters. */
export async function OrderMoney({ order }: { order: OrderView }) {
  const t = await getT("resident");
  const { locale } = await getPreferences();
  if (order.state === "cancelled" && order.money.paidFen === 0) return null;
  const { dueFen, paidFen, paidMs, waivedFen, refundFen, refundedFen } = order.money;
  const openFen = Math.max(0, dueFen - paidFen - waivedFen + refundedFen);
  const rows = [
    { key: "due", label: t("money.due"), more: undefined, fen: dueFen, always: true },
    {
      key: "paid",
      label: t("money.paid"),
      more: paidMs === null ? undefined : formatNear(paidMs, order.nowMs, locale),
      fen: paidFen,
      always: false,
    },
    { key: "waived", label: t("money.waived"), more: undefined, fen: waivedFen, always: false },
    { key: "refunded", label: t("money.refunded"), more: undefined, fen: refundedFen, always: false },
  ].filter((r) => r.always || r.fen !== 0);
  return (
    <Section title={t("money.title")}>
      <dl className={s.list}>
        {rows.map((r) => (
          <div key={r.key}>
            <dt>
              {r.label} {r.more && <span>{r.more}</span>}
            </dt>
            <dd>{formatYuan(r.fen)}</dd>
          </div>
        ))}
        {refundFen > 0 ? (
          <div className={s.last}>
            <dt>
              <b>{t("money.refund")}</b> <span>{t("money.refund.when")}</span>
            </dt>
            <dd>{formatYuan(refundFen)}</dd>
          </div>
        ) : openFen > 0 ? (
          <div className={s.last}>
            <dt>
              <b>{t("money.open")}</b> <span>{t("money.open.how")}</span>
            </dt>
            <dd>{formatYuan(openFen)}</dd>
          </div>
        ) : null}
      </dl>
      {openFen > 0 && order.payment === "claimed" && <InfoNote icon="hourglass">{t("money.claimed")}</InfoNote>}
      {openFen > 0 && order.money.refusal !== null && (
        <InfoNote tone="bad" icon="triangle-alert" title={t("money.rejected")}>
          {order.money.refusal}
        </InfoNote>
      )}
      {openFen > 0 && order.mayPay && <PayButton orderId={order.orderId} />}
      {refundFen === 0 && openFen === 0 && (
        <InfoNote tone="ok" icon="circle-check">
          {t("money.settled")}
        </InfoNote>
      )}
    </Section>
  );
}
