// A second person, who works at the same time in a browser of their own.
import type { Browser, Page } from "@playwright/test";

export type SignIn = (who: "admin" | "editor", page?: Page) => Promise<void>;

/** An admin opens this address, acts there, and leaves. */
export async function elsewhere(
  browser: Browser,
  signIn: SignIn,
  address: string,
  act: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await signIn("admin", page);
  await page.goto(address);
  await act(page);
  await context.close();
}
