const grouped = new Intl.NumberFormat("en-US", { maximumFractionDigits: 1 });

/** `6,850`, `−2`, `17.1`: thousands comma, true minus, at most one decimal. */
export function formatNumber(n: number): string {
  return grouped.format(n).replace("-", "−");
}

/** `50%`, of the whole; zero of nothing is 0%. */
export function formatPercent(part: number, whole: number): string {
  return `${whole > 0 ? Math.round((100 * part) / whole) : 0}%`;
}
