// Lists in pages that are filled when the page is shown: without a script, and with it the same.
import { expect, test } from "../test.ts";

for (const { path, cards } of [
  { path: "/insights", cards: 4 },
  { path: "/de/fachbeitraege", cards: 4 },
  { path: "/references", cards: 3 },
  { path: "/de/referenzen", cards: 3 },
]) {
  test(`${path} lists its pages as cards, each with one link that bears its title`, async ({ page, expectAccessible }) => {
    await page.goto(path);
    const list = page.locator("main ul.grid");
    await expect(list.getByRole("listitem")).toHaveCount(cards);
    await expect(list.getByRole("link")).toHaveCount(cards);
    const dates = await list.locator("time").evaluateAll((times) => times.map((time) => time.getAttribute("datetime") ?? ""));
    expect(dates).toEqual([...dates].sort().reverse());
    const first = list.getByRole("heading", { level: 3 }).first();
    const title = await first.innerText();
    await first.getByRole("link").focus();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
    await page.goBack();
    await expectAccessible();
  });
}

test("a card is pressed anywhere", async ({ page }) => {
  await page.goto("/insights");
  await page
    .locator("main ul.grid > li")
    .first()
    .click({ position: { x: 12, y: 12 } });
  await expect(page).toHaveURL("/insights/cable-records");
});
