/** A day of doors with a photo each fits into it. */
const ENOUGH_BYTES = 50_000_000;

/**
 * Asks the browser to keep what lies here, and whether there is room for more.
 * @returns true when there is little, and no promise; false too where a browser does not say
 */
export async function measureRoom(): Promise<boolean> {
  const { storage } = navigator;
  if (!storage?.estimate) return false;
  try {
    const promised = (await storage.persist?.()) ?? false;
    const { quota, usage } = await storage.estimate();
    return !promised && quota !== undefined && quota - (usage ?? 0) < ENOUGH_BYTES;
  } catch {
    return false;
  }
}
