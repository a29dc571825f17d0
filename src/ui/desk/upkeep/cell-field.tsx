"use client";
import type { RowOptions } from "#contract/city-rows.ts";
import { type Column, NO, YES } from "#domain/workbook/column.ts";
import { readCell } from "#domain/workbook/read-cell.ts";
import { pickName } from "../../format/name.ts";
import { Field, SelectField } from "../../kit/field.tsx";
import { useLocale, useT } from "../../words/use-t.ts";
import { columnWords } from "./column-words.ts";
import s from "./upkeep.module.css";

type Props = {
  column: Column;
  text: string;
  /** Words of what is wrong with it. */
  error: string | undefined;
  /** It names the row, and rows do not change their names. */
  fixed: boolean;
  options: RowOptions[string] | undefined;
  onChange: (text: string) => void;
};

/** One cell of a row as a field of a form, by what its column may hold. */
export function CellField({ column, text, error, fixed, options, onChange }: Props) {
  const locale = useLocale();
  const label = columnWords(column, useT("upkeep"), locale);
  const words =
    options?.map((o) => ({ key: o.key, label: pickName(o.name, locale) })) ??
    (column.kind === "yes_no" ? [YES, NO] : column.kind === "choice" ? (column.choices ?? []) : undefined)?.map(
      (c) => ({
        key: pickName(c.called, locale),
        label: pickName(c.called, locale),
      }),
    );
  if (column.kind === "list" && column.choices) {
    const read = readCell(column, text);
    const chosen: readonly unknown[] = "value" in read && Array.isArray(read.value) ? read.value : [];
    return (
      <fieldset className={s.set}>
        <legend>{label}</legend>
        {column.choices.map((c) => (
          <label key={c.key}>
            <input
              type="checkbox"
              checked={chosen.includes(c.key)}
              onChange={(e) =>
                onChange([...chosen.filter((key) => key !== c.key), ...(e.target.checked ? [c.key] : [])].join("、"))
              }
            />
            {pickName(c.called, locale)}
          </label>
        ))}
        {error && <span role="alert">{error}</span>}
      </fieldset>
    );
  }
  if (words)
    return (
      <SelectField label={label} error={error} value={text} onChange={(e) => onChange(e.target.value)}>
        {(!column.needed || text === "") && <option value="">—</option>}
        {words.map((w) => (
          <option key={w.key} value={w.key}>
            {w.label}
          </option>
        ))}
      </SelectField>
    );
  return (
    <Field
      label={label}
      error={error}
      value={text}
      readOnly={fixed}
      inputMode={column.kind === "whole" || column.kind === "yuan" ? "decimal" : undefined}
      autoComplete="off"
      onChange={(e) => onChange(e.target.value)}
    />
  );
}
