import type { CycleDraft } from "#contract/desk.ts";
import { formatYuanPlain } from "../format/money.ts";
import { pickName } from "../format/name.ts";
import { PackageLetter } from "../kit/package-letter.tsx";
import { ScrollBox } from "../kit/scroll-box.tsx";
import { useLocale, useT } from "../words/use-t.ts";
import s from "./cycles.module.css";
import { TableHeads } from "./table-heads.tsx";

export type CardLine = {
  readonly id: string;
  readonly on: boolean;
  readonly offered: number;
  readonly householdLimit: number;
  readonly caseSize: number;
  /** The most that a grid may order of it; null for no quota. */
  readonly perGrid: number | null;
};

type Props = {
  draft: CycleDraft;
  card: readonly CardLine[];
  onChange: (id: string, to: Partial<CardLine>) => void;
};

/** The price card as it is written: which packages, how many of each, and what a home or a grid may have. */
export function PriceCardTable({ draft, card, onChange }: Props) {
  const t = useT("desk");
  const locale = useLocale();
  return (
    <ScrollBox className={s.scroll}>
      <h3>{t("cycles.card")}</h3>
      <table className={s.table}>
        <TableHeads
          row={t("cycles.package")}
          figures={[t("cycles.price"), t("cycles.quantity"), t("cycles.limit"), t("cycles.case"), t("quota.grid")]}
        />
        <tbody>
          {draft.packages.map((p) => {
            const line = card.find((l) => l.id === p.id);
            if (!line) return null;
            const number = (
              key: "offered" | "householdLimit" | "caseSize",
              label: string,
              min: number,
              max: number,
            ) => (
              <td className={s.num}>
                <input
                  type="number"
                  aria-label={`${pickName(p.name, locale)} ${label}`}
                  min={min}
                  max={max}
                  required
                  disabled={!line.on}
                  value={line[key]}
                  onChange={(e) => onChange(p.id, { [key]: Number(e.target.value) })}
                />
              </td>
            );
            return (
              <tr key={p.id}>
                <th scope="row">
                  <label>
                    <input
                      type="checkbox"
                      checked={line.on}
                      onChange={(e) => onChange(p.id, { on: e.target.checked })}
                    />
                    <PackageLetter code={p.letter} size={32} faded={!line.on} />
                    {pickName(p.name, locale)}
                  </label>
                </th>
                <td className={s.num}>{formatYuanPlain(p.priceFen)}</td>
                {number("offered", t("cycles.quantity"), 0, 1_000_000)}
                {number("householdLimit", t("cycles.limit"), 1, 99)}
                {number("caseSize", t("cycles.case"), 1, 100)}
                <td className={s.num}>
                  <input
                    type="number"
                    aria-label={`${pickName(p.name, locale)} ${t("quota.grid")}`}
                    min={0}
                    max={100_000}
                    placeholder={t("quota.none")}
                    disabled={!line.on}
                    value={line.perGrid ?? ""}
                    onChange={(e) => onChange(p.id, { perGrid: e.target.value === "" ? null : Number(e.target.value) })}
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </ScrollBox>
  );
}
