/** Whether no two items of a list have the same key: where each makes a row, two of one key are a slip and not a sum. */
export function eachOnce<T>(list: readonly T[], keyOf: (item: T) => string): boolean {
  return new Set(list.map(keyOf)).size === list.length;
}
