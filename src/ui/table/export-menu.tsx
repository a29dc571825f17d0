"use client";
import { useState } from "react";
import type { SheetData } from "write-excel-file/browser";
import { Icon } from "../icons/icon.tsx";
import { Button } from "../kit/button.tsx";
import { useT } from "../words/use-t.ts";
import s from "./export-menu.module.css";
import type { Grid } from "./page-of-rows.ts";

/**
 * All rows that match, whatever page is on screen, as CSV or XLSX, made in the browser; the XLSX writer is fetched when
 * first asked for.
 */
export function ExportMenu({ name, rows }: { name: string; rows: Grid | (() => Grid | Promise<Grid>) }) {
  const t = useT("common");
  const errors = useT("errors");
  const [failed, setFailed] = useState(false);
  const take = async (keep: (grid: Grid) => void | Promise<void>) => {
    setFailed(false);
    try {
      await keep(await (typeof rows === "function" ? rows() : rows));
    } catch {
      setFailed(true);
    }
  };
  return (
    <details className={s.menu}>
      <summary className={s.open}>
        <Icon name="download" size={18} />
        {t("export")}
      </summary>
      <div className={s.list}>
        <Button
          size={36}
          kind="text"
          onClick={() => take((grid) => save(`${name}.csv`, csvOf(grid), "text/csv;charset=utf-8"))}
        >
          {t("export.csv")}
        </Button>
        <Button size={36} kind="text" onClick={() => take((grid) => saveXlsx(`${name}.xlsx`, grid))}>
          {t("export.xlsx")}
        </Button>
        {failed && <p role="alert">{errors("busy")}</p>}
      </div>
    </details>
  );
}

/** Text that a spreadsheet would take for a formula is led by an apostrophe: names come from people. */
export function csvOf(grid: Grid): string {
  const cell = (v: string | number | null) => {
    const text = typeof v === "string" && /^[=+\-@\t\r]/.test(v) ? `'${v}` : String(v ?? "");
    return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return `\uFEFF${grid.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

function save(name: string, content: BlobPart, type: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const a = Object.assign(document.createElement("a"), { href: url, download: name });
  a.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

async function saveXlsx(name: string, grid: Grid): Promise<void> {
  const { default: write } = await import("write-excel-file/browser");
  const sheet: SheetData = grid.map((row, i) =>
    row.map((value) => (i === 0 ? { value: String(value), fontWeight: "bold" } : value)),
  );
  await write(sheet).toFile(name);
}
