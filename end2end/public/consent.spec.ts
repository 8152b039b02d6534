// Consent to mails: asked for by a tick, confirmed and withdrawn by buttons; and the way back from a form that was corrected.
import type { Page } from "@playwright/test";
import { sent, tickMarketing } from "../whitepapers.ts";
import { expect, type Site, test, unique } from "../test.ts";

const paper = "/whitepapers/fault-location-seven-methods";

/** Fills in the form of a whitepaper, and ticks that one may be written to. */
async function fill(page: Page, email: string): Promise<void> {
  await page.getByLabel("First name").fill("Ada");
  await page.getByLabel("Last name").fill("Berg");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Company").fill("Stadtwerke Eutin");
  await page.getByLabel(/I have read the/).check();
  await tickMarketing(page);
}

/** The link of a mail to this address that holds one like this. */
async function mailed(site: Site, email: string, like: RegExp): Promise<string> {
  return like.exec(await site.mailTo(email, like))?.[0] ?? "";
}

test("a tick is confirmed by the button of a mail, and withdrawn by that of another", async ({
  page,
  site,
  expectAccessible,
}) => {
  const email = `${unique()}@stadtwerke.example`;
  await page.goto(paper);
  await fill(page, email);
  await sent(page, "Get the whitepaper");

  await test.step("the mail asks", async () => {
    await page.goto(await mailed(site, email, /https?:\/\/\S+\/consent\/confirm\/[\w-]{43}/));
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("May we write to you?");
    await expect(page.getByRole("main")).toContainText("Write to me now and then about new papers and webinars.");
    await expectAccessible();
    await page.getByRole("button", { name: "Yes, write to me" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Thank you, that is confirmed");
    await expectAccessible();
  });

  await test.step("the next one leads out", async () => {
    await page.goto(await mailed(site, email, /https?:\/\/\S+\/consent\/withdraw\/[\w-]{43}/));
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Stop our mails");
    await expectAccessible();
    await page.getByRole("button", { name: "Stop the mails" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("We no longer write to you");
    await expectAccessible();
  });
});

test("anybody withdraws by their address, in German too", async ({ page, expectAccessible }) => {
  await page.goto("/de/einwilligung/widerrufen");
  await expectAccessible();
  await page.getByLabel("E-Mail").fill("ada@nowhere");
  await page.getByRole("button", { name: "Mails abbestellen" }).click();
  await expect(page.getByLabel("E-Mail")).toHaveAccessibleDescription(/name@firma\.de/);
  await expect(page.getByLabel("E-Mail")).toHaveValue("ada@nowhere");
  await page.getByLabel("E-Mail").fill("ada@stadtwerke.example");
  await page.getByRole("button", { name: "Mails abbestellen" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Wir schreiben Ihnen nicht mehr");
  await expectAccessible();
});

for (const { form, button, label, wrong } of [
  { form: paper, button: "Get the whitepaper", label: "E-mail", wrong: "ada@nowhere" },
  { form: "/consent/withdraw", button: "Stop the mails", label: "E-mail", wrong: "ada@nowhere" },
  { form: "/admin/forgot", button: "Mail me a link", label: "E-mail", wrong: "ada@nowhere" },
  { form: "/admin/sign-in", button: "Sign in", label: "E-mail", wrong: "ada@nowhere.example" },
])
  test(`who goes back to the refused form of ${form} finds it as it was`, async ({ page }) => {
    await page.goto(form);
    await page.getByLabel(label).fill(wrong);
    const answered = page.waitForResponse((answer) => answer.request().method() === "POST");
    await page.getByRole("button", { name: button, exact: true }).click();
    expect((await answered).status()).toBe(422);
    await expect(page.getByLabel(label)).toHaveValue(wrong);
    await page.goto("/search");
    await page.goBack();
    await expect(page.getByRole("button", { name: button, exact: true })).toBeVisible();
    await expect(page.getByLabel(label)).toHaveValue(wrong);
  });
