"use client";
import { ErrorNote } from "../../kit/notes.tsx";
import { useT } from "../../words/use-t.ts";
import type { useRow } from "./use-row.ts";

/** What came of keeping a row: why not, that it is kept, or that nothing was to be kept. */
export function KeptNote({ row }: { row: Pick<ReturnType<typeof useRow>, "error" | "mistakes" | "kept"> }) {
  const t = useT("upkeep");
  return (
    <>
      {row.error && <ErrorNote>{row.error}</ErrorNote>}
      {row.mistakes.length > 0 && <ErrorNote>{t("mistakes", { n: row.mistakes.length })}</ErrorNote>}
      <p role="status">{row.kept && t(row.kept === "changed" ? "kept" : "kept.same")}</p>
    </>
  );
}
