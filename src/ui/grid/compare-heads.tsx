"use client";
import { useState } from "react";
import type { LetterCount } from "#contract/grid.ts";
import { formatBuilding } from "../format/door.ts";
import { Icon } from "../icons/icon.tsx";
import { StateTag } from "../kit/state-tag.tsx";
import { useLocale, useT } from "../words/use-t.ts";
import s from "./compare-heads.module.css";

type Building = { readonly name: string; readonly bags: number; readonly letters: readonly LetterCount[] };

/** What building heads report beside what was ordered, package by package where it differs; kept on this screen, never sent. */
export function CompareHeads({ buildings }: { buildings: readonly Building[] }) {
  const t = useT("grid");
  const locale = useLocale();
  const [heard, setHeard] = useState<Record<string, string>>({});
  const hear = (key: string) => (typed: string) => setHeard({ ...heard, [key]: typed.replace(/\D/g, "").slice(0, 4) });
  return (
    <details className={`${s.compare} no-print`}>
      <summary>
        {t("sheet.compare")}
        <Icon name="chevron-down" size={20} />
      </summary>
      <p className={s.words}>{t("sheet.compare.words")}</p>
      <ul>
        {buildings.map((b) => {
          const name = formatBuilding(b.name, locale);
          const said = heard[b.name];
          const parts = b.letters.map((l) => heard[`${b.name} ${l.letter}`]);
          const sum = parts.reduce((n, p) => n + Number(p ?? ""), 0);
          const told = parts.every((p) => p !== undefined && p !== "");
          return (
            <li key={b.name}>
              <Line
                lead={name}
                ours={b.bags}
                label={t("sheet.compare.heard", { name })}
                said={said}
                onSay={hear(b.name)}
              />
              {said && Number(said) !== b.bags && b.letters.length > 1 && (
                <div className={s.parts}>
                  <p className={s.words}>{t("sheet.compare.by_package", { name })}</p>
                  {b.letters.map((l, i) => (
                    <Line
                      key={l.letter}
                      lead={l.letter}
                      ours={l.bags}
                      label={t("sheet.compare.heard_package", { name, letter: l.letter })}
                      said={parts[i]}
                      onSay={hear(`${b.name} ${l.letter}`)}
                    />
                  ))}
                  {told && sum !== Number(said) && (
                    <p className={s.words}>{t("sheet.compare.sum", { n: sum, said: Number(said) })}</p>
                  )}
                </div>
              )}
            </li>
          );
        })}
      </ul>
    </details>
  );
}

type LineProps = {
  lead: string;
  ours: number;
  label: string;
  said: string | undefined;
  onSay: (typed: string) => void;
};

/** What was ordered, what is reported, and how they differ. */
function Line({ lead, ours, label, said, onSay }: LineProps) {
  const t = useT("grid");
  const difference = said ? Number(said) - ours : null;
  return (
    <div className={s.line}>
      <b>{lead}</b>
      <span>{ours}</span>
      <input
        inputMode="numeric"
        pattern="[0-9]*"
        aria-label={label}
        value={said ?? ""}
        onChange={(e) => onSay(e.target.value)}
      />
      <span className={s.answer} aria-live="polite">
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
    </div>
  );
}
