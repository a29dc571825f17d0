import Link from "next/link";
import type { CashView } from "#contract/grid.ts";
import { pageOf, rowsOf } from "#domain/kernel/page.ts";
import { formatDoor } from "../format/door.ts";
import { formatYuanShort } from "../format/money.ts";
import { formatDay, formatDayTime } from "../format/time.ts";
import { BigNumber } from "../kit/big-number.tsx";
import { Facts } from "../kit/facts.tsx";
import { LinkButton } from "../kit/link-button.tsx";
import { PageLinks } from "../kit/page-links.tsx";
import { Section } from "../kit/section.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { getT } from "../words/get-t.ts";
import { BankCash } from "./bank-cash.tsx";
import { CashBack } from "./cash-back.tsx";
import { GridFrame } from "./grid-frame.tsx";
import s from "./rows.module.css";
import { TakeCash } from "./take-cash.tsx";
import { TakenTogether } from "./taken-together.tsx";

const homesOf = (rows: CashView["owed"]) => new Set(rows.map((r) => r.householdId)).size;
const sumOf = (rows: CashView["owed"]) => rows.reduce((sum, r) => sum + r.amountFen, 0);

/** The cash box: what is in it, from whom, banking it; who gets money back; and who still owes. */
export async function CashScreen({ view, page }: { view: CashView; page: number }) {
  const [t, { locale }] = [await getT("grid"), await getPreferences()];
  const at = pageOf(view.owed.length, page);
  // With rows of several rounds each says which one it is of.
  const several = new Set([...view.owed, ...view.inBox, ...view.back].map((r) => r.dayMs)).size > 1;
  const dayOf = (dayMs: number) => t("order.for", { day: formatDay(dayMs, locale) });
  return (
    <GridFrame back="/g" title={t("cash.page")} live={view.grid.gridId}>
      <div className={s.block}>
        <div className={s.head}>
          <b>{t("cash.box")}</b>
          {view.bankedTodayFen > 0 && (
            <span className={s.quiet}>{t("cash.banked", { price: formatYuanShort(view.bankedTodayFen) })}</span>
          )}
        </div>
        <BigNumber size={46}>{formatYuanShort(view.boxFen)}</BigNumber>
        {view.boxHomes > 0 && <p className={s.quiet}>{t("cash.from", { n: view.boxHomes })}</p>}
        {view.boxFen > 0 ? <BankCash boxFen={view.boxFen} /> : <p className={s.quiet}>{t("cash.box.empty")}</p>}
      </div>
      {view.inBox.length > 0 && (
        <Section title={t("cash.in")}>
          <ul className={s.rows}>
            {view.inBox.map((c) => (
              <li key={c.orderId} className={s.head} style={{ padding: "10px 0" }}>
                <span>
                  {formatDoor(c.door, locale)} <Facts of={[several && dayOf(c.dayMs), formatDayTime(c.atMs, locale)]} />
                </span>
                <b className={s.big}>{formatYuanShort(c.amountFen)}</b>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {view.together.length > 0 && (
        <Section title={t("together.taken")}>
          <ul className={s.rows}>
            {view.together.map((r) => (
              <li key={r.receiptId} className={s.block}>
                <TakenTogether receipt={r} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      {view.back.length > 0 && <CashBack rows={view.back} dayOf={several ? dayOf : undefined} />}
      <Section
        title={t("cash.owed")}
        end={
          view.owed.length > 0 && (
            <span className={s.quiet}>
              {`${t("homes", { n: homesOf(view.owed) })} · ${formatYuanShort(sumOf(view.owed))}`}
            </span>
          )
        }
      >
        {view.owed.length > 1 && (
          <LinkButton size={54} wide icon="banknote" href="/g/cash/together">
            {t("together.title")}
          </LinkButton>
        )}
        {view.owed.length === 0 && <p className={s.quiet}>{t("cash.owed.none")}</p>}
        <ul className={s.rows}>
          {rowsOf(at, view.owed).map((o) => (
            <li key={o.orderId} className={s.head} style={{ padding: "10px 0", alignItems: "center" }}>
              <Link className={s.home} href={`/g/homes/${o.householdId}`} prefetch={false}>
                <span className={s.words}>
                  <b>{formatDoor(o.door, locale)}</b>
                  {(several || !o.near) && <span className={s.quiet}>{dayOf(o.dayMs)}</span>}
                </span>
              </Link>
              <span>
                <TakeCash orderId={o.orderId} dueFen={o.amountFen} />
              </span>
            </li>
          ))}
        </ul>
        <PageLinks at={at} />
      </Section>
    </GridFrame>
  );
}
