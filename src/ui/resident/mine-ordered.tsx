import Link from "next/link";
import type { OrderSummaryView } from "#contract/resident.ts";
import { formatYuanShort } from "../format/money.ts";
import { formatClock } from "../format/time.ts";
import { Icon } from "../icons/icon.tsx";
import { Facts } from "../kit/facts.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { getT } from "../words/get-t.ts";
import { orderContents } from "./order-words.ts";
import s from "./round-section.module.css";

/** In the place of the button once a home has ordered: what, how much, and that it may still change. */
export async function MineOrdered({ order, cutOffMs }: { order: OrderSummaryView; cutOffMs: number }) {
  const t = await getT("resident");
  const { locale } = await getPreferences();
  return (
    <Link href={`/r/orders/${order.orderId}`} className={s.mine} prefetch={false}>
      <Icon name="circle-check" size={26} />
      <span>
        <b>{t("mine.title")}</b>
        <Facts of={orderContents(order, t, locale)} />
        <span className={s.change}>{t("lock.may", { time: formatClock(cutOffMs, locale) })}</span>
      </span>
      <b className={s.price}>{formatYuanShort(order.totalFen)}</b>
      <Icon name="chevron-right" size={22} />
    </Link>
  );
}
