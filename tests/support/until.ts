/** Far longer than anything here takes, on whatever machine: what has not come by then does not come. */
const MOST_SECONDS = 120;

/** Waits until something holds. @throws Error saying what did not */
export async function until(holds: () => Promise<boolean>, what: string): Promise<void> {
  const end = Date.now() + MOST_SECONDS * 1000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`did not hold within ${MOST_SECONDS} s: ${what}`);
    await new Promise((next) => setTimeout(next, 100));
  }
}
