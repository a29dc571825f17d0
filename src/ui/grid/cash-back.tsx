import Link from "next/link";
import type { CashBackRow } from "#contract/grid.ts";
import { formatDoor } from "../format/door.ts";
import { formatYuanShort } from "../format/money.ts";
import { Section } from "../kit/section.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { getT } from "../words/get-t.ts";
import { GiveBack } from "./give-back.tsx";
import s from "./rows.module.css";

/** Homes that get money back: what the worker hands them out of the box, and what the desk sends. */
export async function CashBack({
  rows,
  dayOf,
}: {
  rows: readonly CashBackRow[];
  /** Says of which delivery a row is, where there are rows of several. */
  dayOf: ((dayMs: number) => string) | undefined;
}) {
  const [t, { locale }] = [await getT("grid"), await getPreferences()];
  return (
    <div id="back">
      <Section title={t("back.title")}>
        <ul className={s.rows}>
          {rows.map((r) => (
            <li key={r.orderId} className={s.head} style={{ padding: "10px 0", alignItems: "center" }}>
              <Link className={s.home} href={`/g/homes/${r.householdId}`} prefetch={false}>
                <span className={s.words}>
                  <b>{formatDoor(r.door, locale)}</b>
                  {dayOf && <span className={s.quiet}>{dayOf(r.dayMs)}</span>}
                </span>
              </Link>
              <span>
                {r.by === "cash" ? (
                  <GiveBack orderId={r.orderId} amountFen={r.amountFen} />
                ) : (
                  t("pay.back.transfer", { price: formatYuanShort(r.amountFen) })
                )}
              </span>
            </li>
          ))}
        </ul>
      </Section>
    </div>
  );
}
