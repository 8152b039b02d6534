// Runs every spec against what `make build` has built, in Debian's Chromium: once without JavaScript, once with the WASM.
import { defineConfig, type PlaywrightTestConfig } from "@playwright/test";

const chromium: PlaywrightTestConfig["use"] = {
  browserName: "chromium",
  launchOptions: {
    executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
  },
  locale: "en-GB",
  timezoneId: "Europe/Berlin",
  viewport: { width: 1440, height: 900 },
  // What is measured must have arrived: nothing moves.
  contextOptions: { reducedMotion: "reduce" },
  // Recording slows every step. Add `--trace retain-on-failure` where the screenshot of a failure is not enough.
  trace: "on-first-retry",
  screenshot: "only-on-failure",
};

export default defineConfig({
  outputDir: "test-results",
  reporter: process.env.CI ? "line" : "list",
  workers: 2,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  // On a machine that others use as well. What passes only then is reported as flaky.
  retries: process.env.CI ? 2 : 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  projects: [
    // The admin is an application of its own and needs the WASM. A flow that is about one of the two says so by its tag.
    { name: "no-script", testIgnore: "end2end/admin/**", grepInvert: /@wasm/, use: { ...chromium, javaScriptEnabled: false } },
    { name: "wasm", grepInvert: /@no-script/, use: chromium },
  ],
});
