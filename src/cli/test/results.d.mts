export type Results = {
  readonly passed: number;
  /** The names of the tests that failed. */
  readonly failed: string[];
  readonly skipped: number;
};
/** @param report what vitest's `json` reporter writes */
export function vitestResults(report: unknown): Results;
/** @param report what Playwright's `json` reporter writes */
export function playwrightResults(report: unknown): Results;
/** How far vitest is, by what it has said so far. */
export function vitestProgress(words: string): string;
/** How far Playwright is, by what it has said so far. */
export function playwrightProgress(words: string): string;
/** What either runner said, without the lines of tests that passed. */
export function withoutPassed(words: string): string;
