"use client";
import type { PackageDesk } from "#contract/city-rows.ts";
import { lineFen } from "#domain/offer/design-package.ts";
import { formatUnit } from "../../format/amount.ts";
import { formatYuanPlain } from "../../format/money.ts";
import { pickName } from "../../format/name.ts";
import { Button } from "../../kit/button.tsx";
import { SelectField } from "../../kit/field.tsx";
import { FoodPicture } from "../../kit/food-picture.tsx";
import { ScrollBox } from "../../kit/scroll-box.tsx";
import { useLocale, useT } from "../../words/use-t.ts";
import s from "./upkeep.module.css";

/** An item of a package as it is typed: `amount` of its unit. */
export type DesignLine = { readonly code: string; readonly amount: string };
/** The cell that stands for these lines. */
export const textOfLines = (lines: readonly DesignLine[]): string =>
  lines.map((l) => `${l.code}×${l.amount}`).join("、");

type Props = {
  lines: readonly DesignLine[];
  items: PackageDesk["items"];
  error: string | undefined;
  onChange: (lines: readonly DesignLine[]) => void;
};

/** What is in a package: each item with its amount and what that costs; another one is chosen at the foot. */
export function PackageLines({ lines, items, error, onChange }: Props) {
  const t = useT("upkeep");
  const locale = useLocale();
  const left = items.filter((i) => lines.every((l) => l.code !== i.code));
  return (
    <ScrollBox>
      <h2>{t("design.lines")}</h2>
      <table className={s.lines}>
        <thead>
          <tr>
            <th scope="col">{t("design.item")}</th>
            <th scope="col" className={s.num}>
              {t("design.amount")}
            </th>
            <th scope="col" className={s.num}>
              {t("design.line.price")}
            </th>
            <th />
          </tr>
        </thead>
        <tbody>
          {lines.map(({ code, amount }) => {
            const item = items.find((i) => i.code === code);
            const name = item ? pickName(item.name, locale) : code;
            return (
              <tr key={code}>
                <th scope="row">
                  <span className={s.item}>
                    <FoodPicture code={item?.picture ?? code} />
                    {name}
                  </span>
                </th>
                <td className={s.num}>
                  <input
                    type="number"
                    inputMode="decimal"
                    min={item?.unitKind === "piece" ? 1 : 0.1}
                    step={item?.unitKind === "piece" ? 1 : 0.1}
                    aria-label={`${name} ${t("design.amount")}`}
                    value={amount}
                    onChange={(e) =>
                      onChange(lines.map((l) => (l.code === code ? { code, amount: e.target.value } : l)))
                    }
                  />{" "}
                  {item && formatUnit(item.unit, locale)}
                </td>
                <td className={s.num}>
                  {item && formatYuanPlain(lineFen(item.priceFen, Math.round(Number(amount) * 10) || 0))}
                </td>
                <td>
                  <Button
                    size={36}
                    icon="x"
                    aria-label={t("design.take.out", { name })}
                    onClick={() => onChange(lines.filter((l) => l.code !== code))}
                  >
                    {t("design.out")}
                  </Button>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <SelectField
        label={t("design.add")}
        error={error}
        value=""
        onChange={(e) => e.target.value && onChange([...lines, { code: e.target.value, amount: "1" }])}
      >
        <option value="">—</option>
        {left.map((i) => (
          <option key={i.code} value={i.code}>
            {pickName(i.name, locale)} · {formatYuanPlain(i.priceFen)} / {formatUnit(i.unit, locale)}
          </option>
        ))}
      </SelectField>
    </ScrollBox>
  );
}
