// The page editor as whoever writes in it sees it.
import { expect, type Locator, type Page } from "@playwright/test";

export type Field = "Title" | "Slug" | "Text" | "Excerpt" | "Description for search engines";
export type Language = "English" | "German";

export class Editor {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** The editor of a page that does not exist yet. */
  static async begin(page: Page): Promise<Editor> {
    await page.goto("/admin/pages/new");
    return new Editor(page).ready();
  }

  /** The editor of the page that this one has stored. */
  async alsoOpenIn(page: Page): Promise<Editor> {
    await page.goto(this.page.url());
    return new Editor(page).ready();
  }

  field(language: Language, field: Field): Locator {
    return this.page.getByRole("region", { name: language, exact: true }).getByLabel(field, { exact: true });
  }

  async write(language: Language, texts: Partial<Record<Field, string>>): Promise<void> {
    for (const [field, text] of Object.entries(texts)) await this.field(language, field as Field).fill(text);
  }

  /** Chromium takes minutes to type thousands of lines, so this gives the text to the field as a script would. */
  async writeLong(language: Language, text: string): Promise<void> {
    await this.field(language, "Text").evaluate((area: HTMLTextAreaElement, text) => {
      area.value = text;
      area.dispatchEvent(new Event("input", { bubbles: true }));
    }, text);
  }

  get saveButton(): Locator {
    return this.page.getByRole("button", { name: "Save draft" });
  }

  get state(): Locator {
    return this.page.locator("main h1 + [role=status]");
  }

  /** Saves, and waits until it is stored. */
  async save(): Promise<void> {
    await this.saveButton.click();
    await this.stored();
  }

  async stored(): Promise<void> {
    await this.state.filter({ hasText: /^Saved/ }).waitFor();
  }

  switch(language: Language): Locator {
    return this.page.getByRole("region", { name: "Publish" }).getByRole("switch", { name: language });
  }

  publishChangesButton(language: Language): Locator {
    return this.page.getByRole("region", { name: "Publish" }).getByRole("button", { name: `Publish changes in ${language}` });
  }

  /** Makes the draft of a language that visitors read already what they read. */
  async publishChanges(language: Language): Promise<void> {
    await this.publishChangesButton(language).click();
    await this.publishedAnyway(this.publishChangesButton(language), "detached");
    // What was published before may still be said.
    await this.page.getByText(`${language} is live.`).last().waitFor();
  }

  /** Hides a language from visitors, which is asked about first. */
  async switchOff(language: Language): Promise<void> {
    await this.switch(language).click();
    const dialog = this.page.getByRole("dialog", { name: `Switch ${language} off?` });
    await dialog.getByRole("button", { name: "Switch off", exact: true }).click();
  }

  /** Shows a language to visitors. */
  async publish(language: Language): Promise<void> {
    await this.switch(language).click();
    await this.publishedAnyway(this.page.getByText(`${language} is live.`), "visible");
  }

  /** Waits for this; where the checklist asks before, its question is answered. */
  private async publishedAnyway(then: Locator, state: "visible" | "detached"): Promise<void> {
    const anyway = this.page.getByRole("button", { name: "Publish anyway" });
    await expect(async () => {
      if (await anyway.isVisible()) await anyway.click({ timeout: 1_000 });
      await then.waitFor({ state, timeout: 500 });
    }).toPass();
  }

  /** The part of the card of publishing that shows how a language stands. */
  get publishCard(): Locator {
    return this.page.getByRole("region", { name: "Publish", exact: true });
  }

  /** Gives the draft of a language times, as a person types them; an empty one clears the field. */
  async schedule(language: Language, times: { from?: string; until?: string }): Promise<void> {
    await this.publishCard.getByRole("button", { name: `Schedule ${language}` }).click();
    const dialog = this.page.getByRole("dialog", { name: `Schedule ${language}` });
    if (times.from !== undefined) await dialog.getByLabel("Public from").fill(times.from);
    if (times.until !== undefined) await dialog.getByLabel(/^Until/).fill(times.until);
    await dialog.getByRole("button", { name: "Save and schedule" }).click();
  }

  get preview(): Locator {
    return this.page.getByRole("region", { name: "Preview" });
  }

  async open(tab: "Text" | "Search engines" | "Settings"): Promise<void> {
    await this.page.getByRole("navigation", { name: "Parts of the page" }).getByRole("link", { name: tab }).click();
  }

  private async ready(): Promise<this> {
    await this.field("English", "Title").waitFor();
    return this;
  }
}

/** A time in the past as the browser's field for times takes it. */
export function hoursAgo(page: Page, hours: number): Promise<string> {
  return page.evaluate((hours) => {
    const then = new Date(Date.now() - hours * 3_600_000);
    return new Date(then.getTime() - then.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
  }, hours);
}
