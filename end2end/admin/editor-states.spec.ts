// However long the state of a language is, it stays in its card, and so does the button of the preview; the head keeps its height.
import type { Page } from "@playwright/test";
import { Editor } from "../editor.ts";
import { expect, test, unique } from "../test.ts";

const later = { Planned: Date.UTC(2099, 11, 30, 22, 45) / 1000 };
const states = ["Missing", "Draft", "Live", "Outdated", "Ended", later];

type Detail = { form: { texts: Record<string, object> }; publication: Record<string, unknown> };

/** Opens the page with this state in both languages, and with texts that differ from the published ones. */
async function openWith(page: Page, address: string, state: unknown, uiLanguage: string): Promise<void> {
  await page.unrouteAll();
  await page.route("**/api/admin/pages/open", async (route) => {
    const response = await route.fetch();
    const detail = (await response.json()) as Detail;
    const texts = Object.fromEntries(Object.entries(detail.form.texts).map(([tag, text]) => [tag, { ...text, title: "Other" }]));
    const publication = { ...detail.publication, states: { en: state, de: state }, live: { ...detail.form, texts } };
    await route.fulfill({ response, json: { ...detail, publication } });
  });
  await speak(page, uiLanguage);
  await page.goto(address);
}

/** The admin is in this language from the next page on. */
async function speak(page: Page, uiLanguage: string): Promise<void> {
  await page.route("**/api/admin/context", async (route) => {
    const response = await route.fetch();
    const context = (await response.json()) as { me: object };
    await route.fulfill({ response, json: { ...context, me: { ...context.me, language: uiLanguage } } });
  });
}

test("no state runs out of the card of its language", async ({ page, signIn }) => {
  test.slow();
  const word = unique();
  await signIn("editor");
  const editor = await Editor.begin(page);
  await editor.write("English", { Title: `States ${word}`, Text: "Words." });
  await editor.write("German", { Title: `Zustände ${word}`, Text: "Worte." });
  await editor.save();
  const address = page.url();
  for (const uiLanguage of ["en", "de"]) {
    for (const state of states) {
      await openWith(page, address, state, uiLanguage);
      for (const width of [320, 390, 768, 1440]) {
        await page.setViewportSize({ width, height: 900 });
        const heads = page.locator(".editor > .card-head");
        await expect(heads.first()).toBeVisible();
        const past = await heads.evaluateAll((heads) =>
          heads.flatMap((head) => {
            const edge = head.getBoundingClientRect().right + 1;
            return [...head.querySelectorAll("*")]
              .filter((part) => part.getBoundingClientRect().right > edge)
              .map((part) => part.outerHTML);
          }),
        );
        expect(past, `${JSON.stringify(state)} in ${uiLanguage} at ${width} px`).toEqual([]);
      }
    }
  }
});

test("nothing moves when the first letter makes something to publish", async ({ page, signIn }) => {
  const word = unique();
  await signIn("editor");
  const editor = await Editor.begin(page);
  await editor.write("English", { Title: `Still ${word}`, Text: "Words." });
  await editor.save();
  await editor.publish("English");
  const address = page.url();
  await speak(page, "de");
  for (const width of [1024, 1180, 1280, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(address);
    const save = page.getByRole("button", { name: "Entwurf speichern" });
    const publish = page.locator(".editor-head").getByRole("button", { name: /^Englisch .*veröffentlichen/ });
    await expect(save).toBeEnabled();
    await expect(publish).toBeDisabled();
    const places = () =>
      page.locator(".editor-head, .editor-head h1, .tabs").evaluateAll((parts) =>
        parts.map((part) => {
          const { x, y, height } = part.getBoundingClientRect();
          return [x, y, height];
        }),
      );
    const [before, saveBefore] = [await places(), await save.boundingBox()];
    await page.locator('[id="content:en"]').press("End");
    await page.locator('[id="content:en"]').pressSequentially("x");
    await expect(publish).toBeEnabled();
    await page.evaluate(() => window.scrollTo(0, 0));
    expect(await places(), `at ${width} px`).toEqual(before);
    expect(await save.boundingBox(), `at ${width} px`).toEqual(saveBefore);
    await page.locator('[id="content:en"]').press("Backspace");
    await expect(publish).toBeDisabled();
  }
});
