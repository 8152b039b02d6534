// What fails a test even where nothing shows it: errors in the console of any page, answers of 5xx, and errors in the log of any site.
import type { Browser, BrowserContext } from "@playwright/test";
import { Site } from "./site.ts";

/** A status of 4xx is logged as an error by the browser, but is an answer like any other. What records the test would run a script in
 * the preview of a mail, whose sandbox allows none. */
const ordinary =
  /^Failed to load resource: the server responded with a status of 4\d\d|^Blocked script execution in '[^']*\/admin\/mail\/preview\//;

export class Errors {
  readonly #found: string[] = [];
  readonly #expected: RegExp[] = [];
  readonly #browser: Browser;

  /** Follows every context of the browser from now on, with all their pages, windows and workers. */
  constructor(browser: Browser) {
    this.#browser = browser;
    for (const context of browser.contexts()) this.#follow(context);
    browser.on("context", this.#follow);
  }

  /** One that matches has to come, and is none. */
  expect(pattern: RegExp): void {
    this.#expected.push(pattern);
  }

  /** Ends, and tells what came that was not expected, and what was expected and did not come. */
  end(): string[] {
    this.#browser.off("context", this.#follow);
    const all = [...this.#found, ...Site.newErrors()];
    const isExpected = (error: string) => this.#expected.some((pattern) => pattern.test(error));
    const missing = this.#expected.filter((pattern) => !all.some((error) => pattern.test(error)));
    return [
      ...all.filter((error) => !isExpected(error)),
      ...missing.map((pattern) => `${pattern} was expected and did not come`),
    ];
  }

  // Violations of the Content-Security-Policy are errors in the console too.
  readonly #follow = (context: BrowserContext): void => {
    context.on("weberror", (error) => this.#found.push(`page: ${error.error().stack ?? error.error()}`));
    context.on("console", (message) => {
      if (message.type() === "error" && !ordinary.test(message.text())) this.#found.push(`console: ${message.text()}`);
    });
    context.on("response", (answer) => {
      if (answer.status() >= 500) this.#found.push(`answer: ${answer.status()} ${answer.request().method()} ${answer.url()}`);
    });
  };
}
