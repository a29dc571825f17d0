import type { PapersInput } from "#contract/papers.ts";

const MM = 72 / 25.4;
const A4_MM = { width: 210, height: 297 };
/** Self-adhesive labels without a gap between them, in the middle of a sheet of A4. */
const LABEL_SHEETS = {
  labels_24: { width: 70, height: 37, across: 3, down: 8 },
  labels_10: { width: 105, height: 57, across: 2, down: 5 },
} as const;
export type LabelSheet = (typeof LABEL_SHEETS)[keyof typeof LABEL_SHEETS];

/** Printers leave this much of a sheet's edge white. */
const WHITE_EDGE = 5 * MM;
const PADDING = 3 * MM;

export const labelSheetOf = (paper: PapersInput["paper"]): LabelSheet | undefined =>
  paper === "a4" || paper === "roll" ? undefined : LABEL_SHEETS[paper];

/** Two lines of a label: a Chinese character is as wide as two letters. */
const MOST_LETTERS = 48;

export function cutShort(text: string): string {
  let room = MOST_LETTERS;
  const kept = [...text].filter((c) => {
    room -= c > "\u2E7F" ? 2 : 1;
    return room >= 0;
  });
  return kept.length < [...text].length ? `${kept.join("").trimEnd()}…` : text;
}

/** Each cell at the place of its own label, sheet by sheet: one that is too full moves no other. */
export function placeLabels(sheet: LabelSheet, cells: readonly unknown[]) {
  const per = sheet.across * sheet.down;
  const [w, h] = [sheet.width * MM, sheet.height * MM];
  const left = ((A4_MM.width - sheet.across * sheet.width) / 2) * MM;
  const top = ((A4_MM.height - sheet.down * sheet.height) / 2) * MM;
  const content = cells.map((cell, i) => {
    const [row, column] = [Math.floor((i % per) / sheet.across), i % sheet.across];
    const x = Math.max(left + column * w + PADDING, WHITE_EDGE);
    const right = Math.min(left + (column + 1) * w - PADDING, A4_MM.width * MM - WHITE_EDGE);
    return {
      ...(i > 0 && i % per === 0 ? { pageBreak: "before" } : {}),
      absolutePosition: { x, y: top + row * h + PADDING },
      table: { widths: [right - x], body: [[cell]] },
      layout: "noBorders",
    };
  });
  return { pageSize: "A4", pageMargins: 0, labels: true, content };
}
