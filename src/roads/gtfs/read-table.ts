import { parse } from "csv-parse/sync";
import { RoadDataError } from "../road-data-error.ts";

export type Row = Readonly<Record<string, string>>;
export type Line = { readonly row: Row; readonly line: number };
/** Rows that were left out, by their place in the feed. */
export type LeftOut = { readonly file: string; readonly line: number; readonly why: string };

const CSV = { bom: true, trim: true, skip_empty_lines: true, relax_quotes: true, relax_column_count: true, info: true };
type Parsed = { readonly record: string[]; readonly info: { readonly lines: number } };

/**
 * The rows of one file of a feed that hold what they need. Missing fields at a row's end are empty, and empty ones too
 * many are passed over; a row that has too much or too little is left out.
 * @throws RoadDataError `bad_feed` when the file lacks a column that is needed
 */
export function readTable(
  name: string,
  body: Uint8Array,
  needs: readonly string[],
  leaveOut: (row: LeftOut) => void,
): Line[] {
  const text = decode(body);
  const [head, ...rows] = parsed(text, (line, why) => leaveOut({ file: name, line, why }));
  const columns = (head?.record ?? []).map((column) => column.replace(/^"|"$/g, ""));
  const missing = needs.filter((need) => !columns.includes(need));
  if (missing.length > 0) throw new RoadDataError("bad_feed", `${name} has no column ${missing.join(", ")}`);
  return rows.flatMap(({ record, info: { lines: line } }) => {
    const row = Object.fromEntries(columns.map((column, i) => [column, record[i] ?? ""]));
    const lacks = needs.find((need) => !row[need]);
    if (lacks) leaveOut({ file: name, line, why: `has no ${lacks}` });
    else if (record.slice(columns.length).some((cell) => cell !== ""))
      leaveOut({ file: name, line, why: `has ${record.length} fields where there are ${columns.length}` });
    else return [{ row, line }];
    return [];
  });
}

/** A quote that is never closed takes the rest of the file with it: then each line stands for itself. */
function parsed(text: string, leaveOut: (line: number, why: string) => void): Parsed[] {
  try {
    return parse(text, CSV) as unknown as Parsed[];
  } catch {
    return text.split(/\r\n|\n|\r/).flatMap((line, i) => {
      try {
        const [only] = parse(line, CSV) as unknown as Parsed[];
        return only ? [{ record: only.record, info: { lines: i + 1 } }] : [];
      } catch {
        leaveOut(i + 1, "opens a quote and does not close it");
        return [];
      }
    });
  }
}

/** UTF-8 by the format; feeds of Chinese cities come in GB 18030 too. */
function decode(body: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch {
    return new TextDecoder("gb18030").decode(body);
  }
}
