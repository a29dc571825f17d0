"use client";
import { useState } from "react";
import { formatBuilding } from "../format/door.ts";
import { Icon } from "../icons/icon.tsx";
import { StateTag } from "../kit/state-tag.tsx";
import { useLocale, useT } from "../words/use-t.ts";
import s from "./compare-heads.module.css";

/** What building heads report beside what was ordered; kept on this screen, never sent. */
export function CompareHeads({ buildings }: { buildings: readonly { name: string; bags: number }[] }) {
  const t = useT("grid");
  const locale = useLocale();
  const [heard, setHeard] = useState<Record<string, string>>({});
  return (
    <details className={`${s.compare} no-print`}>
      <summary>
        {t("sheet.compare")}
        <Icon name="chevron-down" size={20} />
      </summary>
      <p className={s.words}>{t("sheet.compare.words")}</p>
      <ul>
        {buildings.map((b) => {
          const said = heard[b.name];
          const difference = said ? Number(said) - b.bags : null;
          return (
            <li key={b.name}>
              <b>{formatBuilding(b.name, locale)}</b>
              <span>{b.bags}</span>
              <input
                inputMode="numeric"
                pattern="[0-9]*"
                aria-label={t("sheet.compare.heard", { name: formatBuilding(b.name, locale) })}
                value={said ?? ""}
                onChange={(e) => setHeard({ ...heard, [b.name]: e.target.value.replace(/\D/g, "").slice(0, 4) })}
              />
              <span className={s.answer}>
                {difference !== null &&
                  (difference === 0 ? (
                    <StateTag tone="done">{t("sheet.compare.same")}</StateTag>
                  ) : (
                    <StateTag tone="bad">
                      {difference > 0
                        ? t("sheet.compare.more", { n: difference })
                        : t("sheet.compare.less", { n: -difference })}
                    </StateTag>
                  ))}
              </span>
            </li>
          );
        })}
      </ul>
    </details>
  );
}
