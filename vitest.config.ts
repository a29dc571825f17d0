import { defineConfig } from "vitest/config";

/**
 * Ends a test that hangs, and none that is slow: the longest takes eight seconds on two cores (a killed worker's twenty),
 * and a small machine that is busy with something else may need many times that.
 */
const HANGS_MS = 300_000;

export default defineConfig({
  test: {
    projects: [
      { test: { name: "unit", include: ["tests/unit/**/*.test.ts"], testTimeout: HANGS_MS } },
      {
        test: {
          name: "integration",
          include: ["tests/integration/**/*.test.ts"],
          globalSetup: ["tests/support/postgres-for-tests.ts"],
          testTimeout: HANGS_MS,
          hookTimeout: HANGS_MS,
          maxWorkers: 2,
        },
      },
    ],
  },
});
