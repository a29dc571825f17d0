/**
 * A building's name as it is kept: `５ 栋`, `5幢` and `5` are one, `甲楼` and `3A` stay, in capitals. Empty of a text
 * that names none.
 */
export function buildingName(text: string): string {
  const plain = text.normalize("NFKC").replace(/\s+/g, "").toUpperCase();
  const bare = /^0*(\d+[A-Z]?)(?:号楼|号|栋|幢|座|#)?$/.exec(plain);
  return bare?.[1] ?? plain;
}
