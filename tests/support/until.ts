/** Waits until something holds. @throws Error saying what did not */
export async function until(holds: () => Promise<boolean>, seconds: number, what: string): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`did not hold within ${seconds} s: ${what}`);
    await new Promise((next) => setTimeout(next, 100));
  }
}
