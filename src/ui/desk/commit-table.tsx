"use client";
import type { CycleDraft } from "#contract/desk.ts";
import { NO_NAME } from "#domain/kernel/names.ts";
import { pickName } from "../format/name.ts";
import { formatNumber } from "../format/number.ts";
import { ScrollBox } from "../kit/scroll-box.tsx";
import { useLocale, useT } from "../words/use-t.ts";
import s from "./cycles.module.css";
import type { CardLine } from "./price-card-table.tsx";

type Props = {
  draft: CycleDraft;
  chosen: readonly CardLine[];
  commits: Readonly<Record<string, number>>;
  onChange: (key: string, value: number) => void;
};

/** What each store says it can deliver of each package; the sums stand below, in plum while they are less than what is offered. */
export function CommitTable({ draft, chosen, commits, onChange }: Props) {
  const t = useT("desk");
  const locale = useLocale();
  const packageOf = new Map(draft.packages.map((p) => [p.id, p]));
  const sum = (id: string) => draft.stores.reduce((n, store) => n + (commits[`${store.id} ${id}`] ?? 0), 0);
  return (
    <ScrollBox className={s.scroll}>
      <h3>{t("cycles.commit")}</h3>
      <p className={s.sub}>{t("cycles.commit.what")}</p>
      <table className={s.table}>
        <thead>
          <tr>
            <th scope="col">{t("cycles.store")}</th>
            <th scope="col" className={s.num}>
              {t("cycles.capacity")}
            </th>
            {chosen.map((l) => (
              <th
                scope="col"
                key={l.id}
                className={s.num}
                title={pickName(packageOf.get(l.id)?.name ?? NO_NAME, locale)}
              >
                {packageOf.get(l.id)?.letter}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {draft.stores.map((store) => (
            <tr key={store.id}>
              <th scope="row">{pickName(store.name, locale)}</th>
              <td className={s.num}>{formatNumber(store.capacity)}</td>
              {chosen.map((l) => {
                const key = `${store.id} ${l.id}`;
                return (
                  <td key={l.id} className={s.num}>
                    <input
                      type="number"
                      min={0}
                      max={1_000_000}
                      required
                      aria-label={`${pickName(store.name, locale)} ${packageOf.get(l.id)?.letter}`}
                      value={commits[key] ?? 0}
                      onChange={(e) => onChange(key, Number(e.target.value))}
                    />
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t("cycles.commit.sum")}</th>
            <td />
            {chosen.map((l) => (
              <td key={l.id} className={sum(l.id) < l.offered ? `${s.num} ${s.bad}` : s.num}>
                {`${formatNumber(sum(l.id))} / ${formatNumber(l.offered)}`}
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
    </ScrollBox>
  );
}
