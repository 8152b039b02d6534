// Whitepapers: the editor as whoever writes in it sees it, a file for one, and the form of visitors.
import { expect, type Locator, type Page } from "@playwright/test";
import type { Language } from "./editor.ts";

export type WhitepaperField = "Title" | "Slug" | "Description" | "Preview text";

export type Upload = { name: string; mimeType: string; buffer: Buffer };

/** A file of one page that says its name; no two are the same. */
export function pdf(word: string): Upload {
  const text = `BT /F1 24 Tf 72 720 Td (${word}) Tj ET`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R >>",
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
  let file = "%PDF-1.4\n";
  const places = objects.map((object, at) => {
    const place = file.length;
    file += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const table = file.length;
  const line = (place: number) => `${String(place).padStart(10, "0")} 00000 n \n`;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.map(line).join("")}`;
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`;
  return { name: `${word}.pdf`, mimeType: "application/pdf", buffer: Buffer.from(file, "latin1") };
}

export class WhitepaperEditor {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** The editor of a whitepaper that does not exist yet. */
  static async begin(page: Page): Promise<WhitepaperEditor> {
    await page.goto("/admin/whitepapers/new");
    return new WhitepaperEditor(page).ready();
  }

  /** The editor of the whitepaper that this one has stored. */
  async alsoOpenIn(page: Page): Promise<WhitepaperEditor> {
    await page.goto(this.page.url());
    return new WhitepaperEditor(page).ready();
  }

  field(language: Language, field: WhitepaperField): Locator {
    return this.page.getByRole("region", { name: language, exact: true }).getByLabel(field, { exact: true });
  }

  async write(language: Language, texts: Partial<Record<WhitepaperField, string>>): Promise<void> {
    for (const [field, text] of Object.entries(texts)) await this.field(language, field as WhitepaperField).fill(text);
  }

  /** Uploads a file in the dialog, which chooses it. */
  async upload(file: Upload): Promise<void> {
    await this.file.getByRole("button", { name: /^Choose/ }).click();
    const dialog = this.page.getByRole("dialog", { name: "Choose a file" });
    await dialog.locator("input[type=file]").first().setInputFiles(file);
    await dialog.waitFor({ state: "hidden" });
    await this.file.getByText(file.name).waitFor();
  }

  get file(): Locator {
    return this.page.getByRole("group", { name: "File", exact: true });
  }

  get cover(): Locator {
    return this.page.getByRole("group", { name: "Cover", exact: true });
  }

  get saveButton(): Locator {
    return this.page.getByRole("button", { name: "Save draft" });
  }

  /** Saves, and waits until it is stored. */
  async save(): Promise<void> {
    await this.saveButton.click();
    await this.stored();
  }

  async stored(): Promise<void> {
    await this.page
      .locator("main h1 + [role=status]")
      .filter({ hasText: /^Saved/ })
      .waitFor();
  }

  switch(language: Language): Locator {
    return this.page.getByRole("region", { name: "Publish" }).getByRole("switch", { name: language });
  }

  /** Shows a language to visitors. */
  async publish(language: Language): Promise<void> {
    await this.switch(language).click();
    await this.page.getByText(`${language} is live.`).waitFor();
  }

  async open(tab: "Text" | "Search engines" | "Settings"): Promise<void> {
    await this.page.getByRole("navigation", { name: "Parts of the whitepaper" }).getByRole("link", { name: tab }).click();
  }

  private async ready(): Promise<this> {
    await this.field("English", "Title").waitFor();
    return this;
  }
}

/**
 * Ticks that one may be written to. A form has the box only where a mail server is set. The sites of the tests write mails as files,
 * so what is sent says it, as from a form that was open before.
 */
export async function tickMarketing(page: Page): Promise<void> {
  await expect(page.locator("input[name=marketing]")).toHaveCount(0);
  await page.route("**/whitepapers/*", async (route) => {
    const postData = route.request().postData();
    await route.continue(postData ? { postData: `${postData}&marketing=yes` } : {});
  });
}

/** Sends a form; one that comes faster than anybody types is to be sent once more. */
export async function sent(page: Page, button: string): Promise<void> {
  await expect(async () => {
    if (!page.url().includes("/link/")) await page.getByRole("button", { name: button }).click();
    await expect(page).toHaveURL(/\/whitepapers\/link\/[\w-]{43}\?sent(=confirm)?$/, { timeout: 1_000 });
  }).toPass();
}
