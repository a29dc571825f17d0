import Link from "next/link";
import type { OrderSummaryView, OrdersView } from "#contract/resident.ts";
import type { Locale } from "#messages/locale.ts";
import { formatDoor } from "../format/door.ts";
import { formatYuanShort } from "../format/money.ts";
import { formatDay, formatDayWithWeekday } from "../format/time.ts";
import { Icon } from "../icons/icon.tsx";
import { Facts } from "../kit/facts.tsx";
import { LinkButton } from "../kit/link-button.tsx";
import { EmptyState } from "../kit/notes.tsx";
import { StateTag, type Tone } from "../kit/state-tag.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { getT } from "../words/get-t.ts";
import s from "./order-list.module.css";
import { dayWord, orderContents, orderStands } from "./order-words.ts";
import { OtherPages } from "./other-pages.tsx";
import { ResidentFrame } from "./resident-frame.tsx";
import { ResidentHeader } from "./resident-header.tsx";

/** The orders of the reader's homes, newest first, by pages. */
export async function OrderList({ view, several }: { view: OrdersView; several: boolean }) {
  const [t, common] = [await getT("resident"), await getT("common")];
  const { locale } = await getPreferences();
  const { orders, nowMs } = view;
  return (
    <ResidentFrame header={<ResidentHeader home={null} title={t("orders.title")} />}>
      {orders.length === 0 && (
        <EmptyState
          icon="receipt-text"
          title={t("orders.none")}
          action={
            <LinkButton kind="filled" size={54} href="/r">
              {t("choose")}
            </LinkButton>
          }
        >
          {t("orders.none.what")}
        </EmptyState>
      )}
      <ul className={s.list}>
        {orders.map((o) => (
          <li key={o.orderId}>
            <Link href={`/r/orders/${o.orderId}`} prefetch={false}>
              <span className={s.words}>
                <span className={s.day}>
                  <b>{dayNamed(o.deliveryDayMs, nowMs, locale)}</b>
                  <b>{formatYuanShort(o.totalFen)}</b>
                </span>
                <Facts of={[...(several ? [formatDoor(o.door, locale)] : []), ...orderContents(o, t, locale)]} />
                <StateTag tone={toneOf(o)}>{orderStands(o, { t, common })}</StateTag>
                {o.money.backFen > 0 && <b>{t("orders.back", { price: formatYuanShort(o.money.backFen) })}</b>}
              </span>
              <Icon name="chevron-right" size={22} />
            </Link>
          </li>
        ))}
      </ul>
      <OtherPages at={view.at} />
    </ResidentFrame>
  );
}

/** 明天 11月23日 周一: the near days are also said as people say them. */
function dayNamed(ms: number, nowMs: number, locale: Locale): string {
  const word = dayWord(ms, nowMs, locale);
  const day = formatDayWithWeekday(ms, locale);
  return word === formatDay(ms, locale) ? day : `${word} ${day}`;
}

function toneOf(o: OrderSummaryView): Tone {
  if (o.progress.ended === "cancelled") return "plain";
  if (o.progress.ended) return "bad";
  return o.progress.station >= 6 ? "done" : "doing";
}
