// The media library and the screen of one file, as whoever works in them sees them.
import type { Locator, Page } from "@playwright/test";
import type { SignIn } from "./colleague.ts";
import { png, type Upload } from "./files.ts";
import { expect, unique } from "./test.ts";

/** Opens the library as an editor. */
export async function library(page: Page, signIn: SignIn): Promise<void> {
  await signIn("editor");
  await page.goto("/admin/media");
  await page.locator(".upload-button input[type=file]").waitFor({ state: "attached" });
}

export async function upload(page: Page, files: Upload[]): Promise<void> {
  await page.locator(".upload-button input[type=file]").setInputFiles(files);
}

/** Uploads a file as an editor, and opens its screen; its address. */
export async function openNewFile(page: Page, signIn: SignIn, file = png(`${unique()}.png`)): Promise<string> {
  await library(page, signIn);
  await upload(page, [file]);
  await page.getByRole("region", { name: "Uploads" }).getByRole("link", { name: file.name }).click();
  await expect(text(page, "English", "Title")).toBeVisible();
  return page.url();
}

/** The names on the tiles. */
export function tiles(page: Page): Locator {
  return page.getByRole("list", { name: "Files of the library" }).getByRole("link");
}

export function text(page: Page, language: "English" | "German", field: "Title" | "Alternative text" | "Description"): Locator {
  return page.getByRole("region", { name: language, exact: true }).getByLabel(field, { exact: true });
}

/** Saves the file that is open, and waits until it is stored. */
export async function save(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Save/ }).click();
  await stored(page);
}

export async function stored(page: Page): Promise<void> {
  await page
    .locator("main h1 + [role=status]")
    .filter({ hasText: /^Saved/ })
    .waitFor();
}

/** Puts another file in the place of the one that is open. */
export async function replaceWith(page: Page, file: Upload): Promise<void> {
  await page.locator(".page-actions input[type=file]").setInputFiles([file]);
}
