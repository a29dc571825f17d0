import { defineConfig } from "vitest/config";

/**
 * Ends a test that hangs, and none that is slow: the longest takes eight seconds on two cores (a killed worker's twenty),
 * and a small machine that is busy with something else may need many times that.
 */
const HANGS_MS = 300_000;

/**
 * V8's bookkeeping of write-protected code pages aborts a process now and then whose threads come and go ("Check failed:
 * jit_page.has_value()", seen on 29 November 2026 in a test that solves on threads). Other Nodes do not know the flag.
 */
const execArgv =
  process.arch === "x64" && process.versions.node.startsWith("24.") ? ["--no-memory-protection-keys"] : [];

export default defineConfig({
  test: {
    execArgv,
    projects: [
      // What is tested keeps nothing between calls, so files may share a process; loading it anew for each takes a third more.
      {
        test: {
          name: "unit",
          include: ["tests/unit/**/*.test.ts"],
          testTimeout: HANGS_MS,
          isolate: false,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: "integration",
          include: ["tests/integration/**/*.test.ts"],
          globalSetup: ["tests/support/postgres-for-tests.ts"],
          testTimeout: HANGS_MS,
          hookTimeout: HANGS_MS,
          isolate: false,
          maxWorkers: 2,
        },
      },
    ],
  },
});
