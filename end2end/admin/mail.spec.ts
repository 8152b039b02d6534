// Mail: the outbox, what is parked, and how each mail looks.
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import type { Page } from "@playwright/test";
import { expect, people, Site, someone, test } from "../test.ts";

/** The mail server that the tests of the worker speak to; `refused@…` is nobody there. */
const smtp = path.resolve(import.meta.dirname, "../../server/tests/support/smtp.mjs");

test("without a mail server a test mail is saved as a file, and the outbox says so", async ({
  page,
  site,
  signIn,
  expectAccessible,
}) => {
  const person = someone("admin");
  site.add(person);
  await signIn(person);
  await page.goto("/admin/mail");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Mail");
  await expect(page.getByText("No mail server is set")).toBeVisible();
  await page.getByRole("button", { name: "Send yourself a test mail" }).click();
  await expect(page.getByText(`the test mail to ${person.email} is saved as a file.`)).toBeVisible();
  const mail = await site.mailTo(person.email);
  expect(mail).toContain("sending works");
  expect(mail).toContain("Content-Type: text/html");
  await page.reload();
  const row = page.getByRole("row", { name: person.email });
  await expect(row).toContainText("Saved as a file");
  await expect(row).toContainText("Test mail");
  await expectAccessible();
});

test("the outbox is searched and filtered, and its address is its state", async ({ page, signIn }) => {
  await signIn("admin");
  await sendTestMail(page);
  await page.getByRole("searchbox", { name: "Search mails" }).fill(people.admin.email);
  await expect(page).toHaveURL(/\?q=admin/);
  await expect(page.getByRole("row", { name: people.admin.email }).first()).toBeVisible();
  await page.getByLabel("Kind").selectOption("Whitepaper");
  await expect(page).toHaveURL(/kind=whitepaper/);
  await expect(page.getByRole("heading", { name: "Nothing found" })).toBeVisible();
  await page.getByRole("link", { name: "Clear" }).click();
  await expect(page).toHaveURL("/admin/mail");
  await page.getByRole("link", { name: /^Failed/ }).click();
  await expect(page).toHaveURL("/admin/mail?tab=parked");
});

test("what a mail server refuses is parked, says why, and is tried again", async ({ browser, signIn }) => {
  const mailServer = spawn(process.execPath, [smtp], { stdio: ["pipe", "pipe", "inherit"] });
  const [first] = await once(mailServer.stdout, "data");
  const { port } = JSON.parse(String(first).split("\n")[0] ?? "");
  const site = await Site.start({ environment: { MAGNETIQ_SMTP_URL: `smtp://127.0.0.1:${port}` } });
  const context = await browser.newContext({ baseURL: site.url });
  try {
    const refused = { ...someone("viewer"), email: "refused@nordlicht.example" };
    site.add(refused);
    const page = await context.newPage();
    await page.goto("/admin/forgot");
    await page.getByLabel("E-mail").fill(refused.email);
    await page.getByRole("button", { name: "Mail me a link" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Check your inbox");

    await signIn(people.admin, page);
    const row = page.getByRole("row", { name: refused.email });
    await expect(async () => {
      await page.goto("/admin/mail?tab=parked");
      await expect(row).toContainText("Failed", { timeout: 1_000 });
    }).toPass();
    await expect(row).toContainText("Refused for good");
    await expect(row).toContainText("nobody of that name");
    await row.getByRole("checkbox").check();
    await page.getByRole("region", { name: "Selection" }).getByRole("button", { name: "Try again" }).click();
    await expect(page.getByText("The mail is tried again.")).toBeVisible();
  } finally {
    await context.close();
    await site.stop();
    mailServer.stdin.end();
  }
});

test("each mail can be seen in both languages, and the preview may do nothing", async ({ page, signIn, expectAccessible }) => {
  await signIn("admin");
  await page.goto("/admin/mail");
  await page.getByRole("link", { name: "Mail templates" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Mail templates");
  for (const [kind, subject] of [
    ["New password", "Ein neues Passwort für"],
    ["Whitepaper", "Ihr Whitepaper"],
  ] as const) {
    await page.getByLabel("Mail", { exact: true }).selectOption(kind);
    await page.getByRole("button", { name: "Deutsch" }).click();
    await expect(page.locator("main strong")).toContainText(subject);
    await expect(page.locator("pre")).toContainText("Guten Tag Mara Lindqvist,");
    await expect(page.getByRole("button", { name: "Deutsch" })).toHaveAttribute("aria-pressed", "true");
    const frame = page.getByTitle("Preview of the mail");
    await expect(frame).toHaveAttribute("sandbox", "");
    const preview = await page.request.get((await frame.getAttribute("src")) ?? "");
    expect(preview.status()).toBe(200);
    expect(preview.headers()["content-security-policy"]).toMatch(/default-src 'none'.*sandbox/);
    expect(await preview.text()).toContain(subject);
  }
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.locator("pre")).toContainText("Hello Mara Lindqvist,");
  await expectAccessible();
});

test("an editor sees nothing of mail", async ({ page, signIn }) => {
  await signIn("editor");
  await page.goto("/admin/mail");
  await expect(page.getByText("Your role does not include this screen.")).toBeVisible();
  await expect(page.getByRole("navigation", { name: "Admin" }).getByRole("link", { name: "Mail" })).toHaveCount(0);
  expect((await page.request.get("/admin/mail/preview/reset/en")).status()).toBe(404);
});

async function sendTestMail(page: Page): Promise<void> {
  await page.goto("/admin/mail");
  await page.getByRole("button", { name: "Send yourself a test mail" }).click();
  await expect(page.getByText(/is (on its way|saved as a file)\.$/)).toBeVisible();
}
