// Mail: the outbox, what is parked, and how each mail looks.
import type { Page } from "@playwright/test";
import { expect, people, someone, test } from "../test.ts";

test("a test mail arrives and stands in the outbox as sent", async ({ page, site, signIn, expectAccessible }) => {
  const person = someone("admin");
  site.add(person);
  await signIn(person);
  await page.goto("/admin/mail");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Mail");
  await expect(page.getByText("No mail server is set")).toBeVisible();
  await page.getByRole("button", { name: "Send yourself a test mail" }).click();
  await expect(page.getByText(`A test mail to ${person.email} is on its way.`)).toBeVisible();
  const mail = await site.mailTo(person.email);
  expect(mail).toContain("sending works");
  expect(mail).toContain("Content-Type: text/html");
  await page.reload();
  const row = page.getByRole("row", { name: person.email });
  await expect(row).toContainText("Sent");
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
  await expect(page.getByRole("heading", { name: "No mail fits" })).toBeVisible();
  await page.getByRole("link", { name: "Clear" }).click();
  await expect(page).toHaveURL("/admin/mail");
  await page.getByRole("link", { name: /^Parked/ }).click();
  await expect(page).toHaveURL("/admin/mail?tab=parked");
});

test("what could not be sent is parked, says why, and is tried again", async ({ page, site, signIn }) => {
  // A domain that is none (RFC 5891, 4.2): typed by hand it passes, but no mail can be made of it.
  const person = { ...someone("viewer"), email: `${someone("viewer").lastName.replace("Nr ", "nobody-")}@xn--a.example` };
  site.add(person);
  await page.goto("/admin/forgot");
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByRole("button", { name: "Mail me a link" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Look into your mailbox");

  await signIn("admin");
  await expect(async () => {
    await page.goto(`/admin/mail?tab=parked&q=${person.email}`);
    await expect(page.getByRole("row", { name: person.email })).toContainText("Parked", { timeout: 1_000 });
  }).toPass();
  const row = page.getByRole("row", { name: person.email });
  await expect(row).toContainText("Refused for good");
  await row.getByRole("checkbox").check();
  await page.getByRole("region", { name: "Selection" }).getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText("The mail is tried again.")).toBeVisible();
});

test("each mail can be seen in both languages, and the preview may do nothing", async ({ page, signIn, expectAccessible }) => {
  await signIn("admin");
  await page.goto("/admin/mail");
  await page.getByRole("link", { name: "How mails look" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("How mails look");
  for (const [kind, subject] of [
    ["Invitation", "Ihr Konto bei"],
    ["New password", "Ein neues Passwort für"],
    ["Account locked", "ist gesperrt"],
    ["Whitepaper", "Ihr Whitepaper"],
    ["Test mail", "Testmail von"],
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
  await expect(page.getByText("Your role does not open this screen.")).toBeVisible();
  await expect(page.getByRole("navigation", { name: "Admin" }).getByRole("link", { name: "Mail" })).toHaveCount(0);
  expect((await page.request.get("/admin/mail/preview/reset/en")).status()).toBe(404);
});

async function sendTestMail(page: Page): Promise<void> {
  await page.goto("/admin/mail");
  await page.getByRole("button", { name: "Send yourself a test mail" }).click();
  await expect(page.getByText("is on its way.")).toBeVisible();
}
