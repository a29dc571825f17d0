import { strFromU8, unzipSync } from "fflate";

/**
 * The cells of a workbook that show an error (#REF!) or a formula nobody has worked out, as `row,column` from 1, by the
 * name of their sheet: the reader of the package gives both as empty cells, and an empty cell may be right.
 */
export function cellsInError(bytes: Uint8Array): Map<string, Set<string>> {
  const parts = unzipSync(bytes, { filter: ({ name }) => /^xl\/(workbook\.xml|_rels\/|worksheets\/)/.test(name) });
  const text = (name: string) => (parts[name] ? strFromU8(parts[name]) : "");
  const targets = new Map(
    [...text("xl/_rels/workbook.xml.rels").matchAll(/<Relationship\b[^>]*>/g)].map(([tag]) => [
      attribute(tag, "Id"),
      attribute(tag, "Target")?.replace(/^\/?(xl\/)?/, ""),
    ]),
  );
  return new Map(
    [...text("xl/workbook.xml").matchAll(/<sheet\b[^>]*>/g)].map(([tag]) => [
      plain(attribute(tag, "name") ?? ""),
      errorsIn(text(`xl/${targets.get(attribute(tag, "r:id"))}`)),
    ]),
  );
}

function errorsIn(sheet: string): Set<string> {
  const found = new Set<string>();
  for (const [, head = "", body = ""] of sheet.matchAll(/<c\b([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)) {
    const isError = /\bt="e"/.test(head) || (/<f\b/.test(body) && !/<v>|<is>/.test(body));
    const at = /\br="([A-Z]+)(\d+)"/.exec(head);
    if (isError && at) found.add(`${at[2]},${columnOf(at[1] ?? "")}`);
  }
  return found;
}

const attribute = (tag: string, name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1];
const SIGNS: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const plain = (text: string) => text.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => SIGNS[name] ?? "");

/** A is 1, Z 26, AA 27. */
function columnOf(letters: string): number {
  return [...letters].reduce((n, letter) => n * 26 + letter.charCodeAt(0) - 64, 0);
}
