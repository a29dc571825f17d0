import { strFromU8, unzipSync } from "fflate";

/**
 * The cells of a workbook's first sheet that show an error (#REF!) or a formula nobody has worked out, as `row,column`
 * from 1: the reader of the package gives both as empty cells, and an empty cell may be right.
 */
export function cellsInError(bytes: Uint8Array): Set<string> {
  const parts = unzipSync(bytes, { filter: ({ name }) => /^xl\/(workbook\.xml|_rels\/|worksheets\/)/.test(name) });
  const text = (name: string) => (parts[name] ? strFromU8(parts[name]) : "");
  const id = /<sheet\b[^>]*\br:id="([^"]+)"/.exec(text("xl/workbook.xml"))?.[1];
  const relation = [...text("xl/_rels/workbook.xml.rels").matchAll(/<Relationship\b[^>]*>/g)]
    .map(([tag]) => tag)
    .find((tag) => id !== undefined && tag.includes(`Id="${id}"`));
  const target = relation && /\bTarget="([^"]+)"/.exec(relation)?.[1]?.replace(/^\/?(xl\/)?/, "");
  const found = new Set<string>();
  for (const [, head = "", body = ""] of text(`xl/${target}`).matchAll(/<c\b([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)) {
    const isError = /\bt="e"/.test(head) || (/<f\b/.test(body) && !/<v>|<is>/.test(body));
    const at = /\br="([A-Z]+)(\d+)"/.exec(head);
    if (isError && at) found.add(`${at[2]},${columnOf(at[1] ?? "")}`);
  }
  return found;
}

/** A is 1, Z 26, AA 27. */
function columnOf(letters: string): number {
  return [...letters].reduce((n, letter) => n * 26 + letter.charCodeAt(0) - 64, 0);
}
