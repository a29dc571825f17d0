const HERE = "driver.here";

/**
 * Since when the bus has stood at a stop, as this phone noted it when there was no network to say so. In milliseconds;
 * a phone that keeps nothing answers `now`.
 */
export function hereSince(stopId: string, now: number): number {
  try {
    const all = JSON.parse(localStorage.getItem(HERE) ?? "{}") as Record<string, number>;
    const since = all[stopId] ?? now;
    localStorage.setItem(HERE, JSON.stringify({ [stopId]: since }));
    return since;
  } catch {
    return now;
  }
}
