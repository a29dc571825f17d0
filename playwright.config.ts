import { defineConfig } from "@playwright/test";
import { PORT, STORIES_PORT } from "./tests/support/browser-address.ts";

/** Told beside one another: they leave the city that they share as they found it, or bring one of their own. */
const APART = ["a-first-walk", "doors", "every-screen", "print", "rush", "slow-script", "start-a-city"].map(
  (name) => `**/${name}.spec.ts`,
);
const executablePath = process.env.CHROMIUM_PATH;

export default defineConfig({
  testDir: "tests/e2e",
  // A test that ends takes a few seconds here and may take twenty times as long on a slow machine that is busy; one that
  // hangs is told from it late, but none is failed for being slow.
  timeout: 600_000,
  expect: { timeout: 60_000 },
  // The other stories change their city, so they are told one after the other, beside these.
  workers: 2,
  projects: [
    { name: "stories", testIgnore: APART, workers: 1, use: { baseURL: `http://127.0.0.1:${STORIES_PORT}` } },
    { name: "apart", testMatch: APART, fullyParallel: true, use: { baseURL: `http://127.0.0.1:${PORT}` } },
  ],
  retries: 0,
  reporter: [["list"]],
  globalSetup: "./tests/support/city-for-browsers.ts",
  use: {
    actionTimeout: 60_000,
    navigationTimeout: 120_000,
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    // A trace of every step takes as long again as the steps; `npx playwright test --trace on` draws one when it is wanted.
    screenshot: "only-on-failure",
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
