import type { OrderView } from "#contract/resident.ts";
import { CHANGE_REASONS } from "#domain/orders/reasons.ts";
import { formatOrderNumber } from "../format/order-number.ts";
import { formatNear } from "../format/time.ts";
import { BackHeader } from "../frames/back-header.tsx";
import { PhoneFrame } from "../frames/phone-frame.tsx";
import { Icon } from "../icons/icon.tsx";
import { LinkButton } from "../kit/link-button.tsx";
import { QrCode } from "../kit/qr-code.tsx";
import { LiveRefresh } from "../live-refresh.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { TypeSwitch } from "../preferences/type-switch.tsx";
import { getT } from "../words/get-t.ts";
import { Arrival } from "./arrival.tsx";
import { CancelOrder } from "./cancel-order.tsx";
import { ClaimList } from "./claim-list.tsx";
import { OrderBags } from "./order-bags.tsx";
import { OrderMoney } from "./order-money.tsx";
import { codePairs } from "./order-now.tsx";
import s from "./order-screen.module.css";
import { OrderWay } from "./order-way.tsx";
import { dayWord, orderExpected, orderStands } from "./order-words.ts";
import { PickupCode } from "./pickup-code.tsx";

/** One order: its code while it is coming, where it is, what is in it and why not more, the money, and what can be done. */
export async function OrderScreen({ order }: { order: OrderView }) {
  const [t, common] = [await getT("resident"), await getT("common")];
  const { locale } = await getPreferences();
  const day = dayWord(order.deliveryDayMs, order.nowMs, locale);
  const title = day === "今天" || day === "today" ? t("today") : t("order.of", { day });
  const arrived = order.progress.station >= 6;
  const phone = order.gridWorker?.phone;
  const gatherer = common(`gatherer.${order.aggregator}`);
  const dock = (order.mayClaim || phone) && (
    <div className={s.dock}>
      {phone && (
        <LinkButton icon="phone" size={54} href={`tel:${phone}`}>
          {common("call")}
        </LinkButton>
      )}
      {order.mayClaim && (
        <LinkButton
          icon="camera"
          size={54}
          wide
          kind={arrived ? "filled" : "act"}
          href={`/r/orders/${order.orderId}/claim`}
        >
          {t("claim.button")}
        </LinkButton>
      )}
    </div>
  );
  // The grid worker chooses from a list, the desk writes.
  const listed = CHANGE_REASONS.find((r) => r === order.cancelReason);
  const over = order.state === "cancelled" ? "cancelled" : arrived ? "delivered" : undefined;
  const expected = orderExpected(order, order.zone, order.nowMs, { t, common }, locale);
  return (
    <PhoneFrame
      header={
        <BackHeader
          href="/r/orders"
          title={title}
          under={t("order.number", { number: formatOrderNumber(order) })}
          end={<TypeSwitch />}
        />
      }
      dock={dock || undefined}
    >
      {order.progress.station >= 2 && !arrived && !order.progress.ended && (
        <PickupCode
          code={codePairs(order.pickupCode)}
          qr={<QrCode text={`BG:${order.orderId}:${order.pickupCode}`} label="QR" />}
        />
      )}
      <section className={s.way} aria-labelledby="state">
        <h2 id="state">{orderStands(order, { t, common })}</h2>
        {expected && <p className={s.expected}>{expected}</p>}
        {order.cancelReason && (
          <p className={s.expected}>
            {t("cancelled.why", { reason: listed ? t(`cancelled.${listed}`) : order.cancelReason })}
          </p>
        )}
        {!order.progress.ended && <OrderWay order={order} />}
      </section>
      <OrderBags order={order} />
      <ClaimList claims={order.claims} nowMs={order.nowMs} says="reopen" />
      <OrderMoney order={order} />
      <section className={s.lock}>
        <Icon name={order.mayCancel ? "lock-open" : "lock"} size={26} />
        <div>
          <b>
            {order.mayCancel
              ? t("lock.may", { time: formatNear(order.cutOffMs, order.nowMs, locale, true) })
              : over
                ? t(`lock.${over}`)
                : t("lock.past", { time: formatNear(order.cutOffMs, order.nowMs, locale, true) })}
          </b>
          {!order.mayCancel && over !== "cancelled" && (
            <p>
              {order.gridWorker
                ? t("lock.who", { name: order.gridWorker.name, gatherer })
                : t("lock.who.unknown", { gatherer })}
            </p>
          )}
          {order.mayCancel && (
            <div className={s.acts}>
              {order.mayChange && (
                <LinkButton icon="pencil" href={`/r/orders/${order.orderId}/change`}>
                  {t("lock.change")}
                </LinkButton>
              )}
              <CancelOrder orderId={order.orderId} />
            </div>
          )}
        </div>
      </section>
      <Arrival />
      <LiveRefresh topics={[`home:${order.householdId}`]} readMs={order.nowMs} />
    </PhoneFrame>
  );
}
