/** The first character and a star, `黄*`: enough to tell two neighbours apart, not enough to collect in a name. */
export function maskName(name: string): string {
  const [first] = name.trim();
  return first === undefined ? "" : `${first}*`;
}
