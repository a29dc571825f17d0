import Link from "next/link";
import type { OrderSummaryView, ZoneView } from "#contract/resident.ts";
import { pickName } from "../format/name.ts";
import { formatSpokenHour } from "../format/time.ts";
import { Icon } from "../icons/icon.tsx";
import { Facts } from "../kit/facts.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { getT } from "../words/get-t.ts";
import { OrderLine } from "./order-line.tsx";
import s from "./order-now.module.css";
import { dayWord, orderContents, orderExpected, orderStands } from "./order-words.ts";

type Props = { order: OrderSummaryView; zone: ZoneView | null; nowMs: number };

/** The order that is under way: what and when in words, then the line of stations, then what is less than asked. */
export async function OrderNow({ order, zone, nowMs }: Props) {
  const [t, common] = [await getT("resident"), await getT("common")];
  const { locale, large } = await getPreferences();
  const day = dayWord(order.deliveryDayMs, nowMs, locale);
  const href = `/r/orders/${order.orderId}`;
  const short = order.lines.find((l) => l.short);
  const expected = orderExpected(order, zone, nowMs, { t, common }, locale);
  const shortWords = short && { name: pickName(short.name, locale), n: short.wanted - (short.got ?? 0) };
  return (
    <section className={s.now} aria-labelledby={`order-${order.orderId}`}>
      <Link href={href} className={s.head} prefetch={false}>
        <span className={s.words}>
          <span className={s.what}>
            <b>{day === "今天" || day === "today" ? t("today") : t("order.of", { day })}</b>
            {!large && <Facts of={orderContents(order, t, locale)} />}
          </span>
          <h2 id={`order-${order.orderId}`}>{orderStands(order, { t, common })}</h2>
          {expected && !large && <span className={s.expected}>{expected}</span>}
        </span>
        <Icon name="chevron-right" size={22} />
      </Link>
      {!order.progress.ended && <OrderLine order={order} />}
      {large && order.delay !== null && <p className={s.hour}>{expected}</p>}
      {large && order.delay === null && order.doorToMs !== null && order.progress.station < 6 && (
        <p className={s.hour}>
          {t("eta.large.before")} <b>{formatSpokenHour(order.doorToMs, locale)}</b> {t("eta.large.after")}
        </p>
      )}
      {large && order.progress.station >= 3 && order.progress.station < 6 && (
        <Link href={href} className={s.code} prefetch={false}>
          {t("code")} <b>{codePairs(order.pickupCode)}</b>
        </Link>
      )}
      {shortWords && (
        <Link href={`${href}#why`} className={s.short} prefetch={false}>
          <Icon name="package-minus" size={24} />
          <span>{large ? t("short.large", shortWords) : t("short.why", shortWords)}</span>
          <Icon name="chevron-right" size={22} />
        </Link>
      )}
    </section>
  );
}

/** Four figures in two pairs, as they are said. */
export const codePairs = (code: string) => `${code.slice(0, 2)} ${code.slice(2)}`;
