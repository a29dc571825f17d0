import type { ShortNoticeView } from "#contract/store.ts";
import { SHORT_REASONS } from "#domain/orders/reasons.ts";
import { formatYuanShort } from "../format/money.ts";
import { pickName } from "../format/name.ts";
import { formatClock } from "../format/time.ts";
import { getPreferences } from "../preferences/get-preferences.ts";
import { getT } from "../words/get-t.ts";
import s from "./store.module.css";

/** What has been declared short in this round, latest first. */
export async function ShortNotices({ notices }: { notices: readonly ShortNoticeView[] }) {
  const t = await getT("store");
  const { locale } = await getPreferences();
  if (notices.length === 0) return null;
  return (
    <section className={s.notices} aria-labelledby="notices">
      <h3 id="notices">{t("notices.title")}</h3>
      <ul>
        {notices.map((n) => {
          const what = pickName(n.what, locale);
          const reason = SHORT_REASONS.find((r) => r === n.reason);
          return (
            <li key={n.id}>
              <span>
                <b>
                  {n.instead
                    ? t("notices.swap", { what, instead: pickName(n.instead, locale) })
                    : t("notices.less", { what })}
                </b>
                <span className={s.quiet}>
                  {t("notices.facts", {
                    place: pickName(n.community, locale),
                    bags: n.bags,
                    reason: reason ? t(`short.reason.${reason}`) : n.reason,
                  })}
                  {n.refundFenPerBag > 0 && ` · ${t("short.refund", { price: formatYuanShort(n.refundFenPerBag) })}`}
                </span>
              </span>
              <span className={s.quiet}>{formatClock(n.atMs, locale)}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
