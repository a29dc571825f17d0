/**
 * Joins lines at their equal ends as far as they go.
 * @param turn a line may be joined against its drawing; a coast may not, because its land lies to the left
 * @returns each line as its node ids; closed where the first id is also the last
 */
export function joinLines(lines: readonly (readonly number[])[], turn: boolean): number[][] {
  const left = new Set(lines.filter((line) => line.length > 1));
  const at = new Map<number, (readonly number[])[]>();
  for (const line of left)
    for (const end of turn ? [line[0]!, line[line.length - 1]!] : [line[0]!])
      at.set(end, [...(at.get(end) ?? []), line]);
  const grow = (joined: number[]) => {
    while (joined[0] !== joined[joined.length - 1]) {
      const end = joined[joined.length - 1]!;
      const next = at.get(end)?.find((line) => left.has(line));
      if (!next) return;
      left.delete(next);
      const onward = next[0] === end ? next : [...next].reverse();
      for (let i = 1; i < onward.length; i += 1) joined.push(onward[i]!);
    }
  };
  // Where lines keep their direction, one that continues another is taken up from that other's beginning.
  const continues = new Set(turn ? [] : [...left].map((line) => line[line.length - 1]!));
  const out: number[][] = [];
  for (const first of [...[...left].filter((line) => !continues.has(line[0]!)), ...left]) {
    if (!left.delete(first)) continue;
    const joined = [...first];
    grow(joined);
    if (turn && joined[0] !== joined[joined.length - 1]) {
      joined.reverse();
      grow(joined);
    }
    out.push(joined);
  }
  return out;
}
