import type { BoardLine, BoardRowKey } from "#contract/desk.ts";
import { pickName } from "../format/name.ts";
import { formatSpan } from "../format/time.ts";
import { TripBadge } from "../kit/badge.tsx";
import { PackageLetter } from "../kit/package-letter.tsx";
import { StateTag } from "../kit/state-tag.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { getT } from "../words/get-t.ts";
import { formatBoardNumber } from "./board-number.ts";
import s from "./conservation-board.module.css";

/** What stands behind a cell: place, package or handover, and the equation with its figures. */
export async function BoardBehind({
  row,
  lines,
  nowMs,
}: {
  row: BoardRowKey;
  lines: readonly BoardLine[];
  nowMs: number;
}) {
  const t = await getT("desk");
  const { locale } = await getPreferences();
  const term = t as (key: string) => string;
  const amount = (n: number) => formatBoardNumber(row, n);
  return (
    <div className={s.box}>
      <b>{t("board.lines", { n: lines.length })}</b>
      <ul>
        {lines.map((l) => (
          <li key={l.id}>
            <span className={s.where}>
              <b>{pickName(l.place, locale)}</b> <span>{pickName(l.district, locale)}</span>
              {l.letter && <PackageLetter code={l.letter} size={32} />}
              {l.tripNumber !== null && <TripBadge number={l.tripNumber} colour={l.tripNumber} />}
              {l.grid !== null && <span>{t("board.grid", { n: l.grid })}</span>}
              {l.disputedSinceMs !== null && (
                <StateTag tone="bad" boxed>
                  {t("board.disputed", { span: formatSpan(nowMs - l.disputedSinceMs, locale) })}
                </StateTag>
              )}
            </span>
            <span className={s.sum}>
              <Term value={amount(l.left)} name={t(`term.left.${row}`)} />
              {l.right.map((x, i) => (
                <span key={x.term} className={s.sum}>
                  <i>{i === 0 ? "=" : "+"}</i>
                  <Term value={amount(x.value)} name={term(`term.${x.term}`)} />
                </span>
              ))}
              <span className={s.gap}>
                {t(l.difference < 0 ? "board.missing" : "board.surplus", { n: amount(Math.abs(l.difference)) })}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Term({ value, name }: { value: string; name: string }) {
  return (
    <span className={s.term}>
      <b>{value}</b>
      <span>{name}</span>
    </span>
  );
}
