import Link from "next/link";
import type { NoticesView, NoticeView } from "#contract/resident.ts";
import { formatYuanShort } from "../format/money.ts";
import { formatNear } from "../format/time.ts";
import { BackHeader } from "../frames/back-header.tsx";
import { PhoneFrame } from "../frames/phone-frame.tsx";
import { Icon } from "../icons/icon.tsx";
import type { IconName } from "../icons/icon-name.ts";
import { EmptyState } from "../kit/notes.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { TypeSwitch } from "../preferences/type-switch.tsx";
import { getT } from "../words/get-t.ts";
import s from "./notices-screen.module.css";
import { NoticesSeen } from "./notices-seen.tsx";
import { OtherPages } from "./other-pages.tsx";

const ICON = {
  "order.needs_review": "circle-help",
  "order.short": "package-minus",
  "order.shorted_out": "package-x",
  "order.at_gate": "map-pin-house",
  "order.held": "door-closed",
  "order.cancelled": "circle-x",
  "order.cut_early": "clock",
  "order.taken": "clock",
  "order.taken_off": "circle-x",
  "order.delivered": "circle-check",
  "order.failed": "triangle-alert",
  "payment.rejected": "banknote",
  "money.comes_back": "banknote",
  "money.paid_back": "banknote",
  "claim.accepted": "badge-check",
  "claim.rejected": "circle-x",
  "claim.remedied": "badge-check",
} as const satisfies Record<NoticesView["notices"][number]["kind"], IconName>;

/** What the home was told, newest first; a tap opens the order it is about. */
export async function NoticesScreen({ view }: { view: NoticesView }) {
  const [t, common] = [await getT("resident"), await getT("common")];
  const { locale } = await getPreferences();
  const words = (n: NoticeView) =>
    t(`notice.${n.kind}`, {
      n: n.bags,
      price: formatYuanShort(n.amountFen),
      why: n.why,
      gatherer: common(`gatherer.${n.aggregator}`),
    });
  return (
    <PhoneFrame header={<BackHeader href="/r" title={t("notices.title")} end={<TypeSwitch />} />}>
      {view.notices.length === 0 && (
        <EmptyState icon="bell" title={t("notices.none")}>
          {t("notices.none.what")}
        </EmptyState>
      )}
      <ul className={s.list}>
        {view.notices.map((n) => (
          <li key={n.id}>
            <Link href={`/r/orders/${n.orderId}`} prefetch={false}>
              <Icon name={ICON[n.kind]} size={24} />
              <span>
                {n.read ? words(n) : <b>{words(n)}</b>}
                <span className={s.when}>
                  {formatNear(n.atMs, view.nowMs, locale, true)}
                  {!n.read && ` ${t("notices.new")}`}
                </span>
              </span>
              <Icon name="chevron-right" size={22} />
            </Link>
          </li>
        ))}
      </ul>
      <OtherPages at={view.at} />
      {view.notices.some((n) => !n.read) && <NoticesSeen untilMs={view.nowMs} />}
    </PhoneFrame>
  );
}
