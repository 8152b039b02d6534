// The ways in: signing in and out, and the one-time links with which accounts begin.
import type { Page } from "@playwright/test";
import { expect, someone, test } from "../test.ts";

test("what is wrong is not said at sign-in, and what was typed stays but for the password", async ({ page, site }) => {
  const known = someone("editor");
  site.add(known);
  for (const email of [known.email, someone("editor").email]) {
    await page.goto("/admin/sign-in");
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("Password", { exact: true }).fill("this is not the password");
    const answered = page.waitForResponse((answer) => answer.request().method() === "POST");
    await page.getByRole("button", { name: "Sign in" }).click();
    expect((await answered).status()).toBe(422);
    await expect(page.getByRole("alert")).toHaveText(/^E-mail and password do not match\./);
    await expect(page.getByLabel("E-mail")).toHaveValue(email);
    await expect(page.getByLabel("Password", { exact: true })).toHaveValue("");
  }
  expect(await page.context().cookies()).toEqual([]);
});

test("signing in leads back to where one wanted to go", async ({ page, site }) => {
  const person = someone("editor");
  site.add(person);
  await page.goto("/admin/pages?tab=drafts");
  await expect(page).toHaveURL(/\/admin\/sign-in\?/);
  await page.getByLabel("E-mail").fill(person.email.toUpperCase());
  await page.getByLabel("Password", { exact: true }).fill(person.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL("/admin/pages?tab=drafts");
  const [cookie] = await page.context().cookies();
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Lax" });
});

test("signing in never leads to another site", async ({ page, site }) => {
  const person = someone("viewer");
  site.add(person);
  for (const next of ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"]) {
    // The admin that is open would ask to sign in again as soon as its cookie is gone.
    await page.goto("about:blank");
    await page.context().clearCookies();
    await page.goto(`/admin/sign-in?next=${encodeURIComponent(next)}`);
    await page.getByLabel("E-mail").fill(person.email);
    await page.getByLabel("Password", { exact: true }).fill(person.password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page, next).toHaveURL(/^[^?]*\/admin(\/pages)?$/);
    expect(page.url().startsWith(site.url), next).toBe(true);
  }
});

test("the sign-in form speaks German", async ({ page }) => {
  await page.goto("/admin/sign-in");
  await page.getByRole("link", { name: "Deutsch" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  await page.getByLabel("E-Mail").fill("jemand@nordlicht.example");
  await page.getByLabel("Passwort", { exact: true }).fill("das ist es nicht");
  await page.getByRole("button", { name: "Anmelden" }).click();
  await expect(page.getByRole("alert")).toHaveText(/^E-Mail und Passwort passen nicht zusammen\./);
});

test("signing out ends the session", { tag: "@wasm" }, async ({ page, site, signIn }) => {
  const person = someone("viewer");
  site.add(person);
  await signIn(person);
  await page.locator("summary", { hasText: `Account of ${person.firstName}` }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByText("You are signed out.")).toBeVisible();
  await page.goto("/admin/pages");
  await expect(page).toHaveURL(/\/admin\/sign-in/);
});

test(
  "without scripting the admin says what it needs, and lets one out again",
  { tag: "@no-script" },
  async ({ page, site, signIn }) => {
    const person = someone("editor");
    site.add(person);
    await signIn(person);
    await expect(page.getByText("The admin runs in the browser and needs JavaScript.")).toBeVisible();
    await page.getByRole("button", { name: "Upload files" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Upload files");
    await page.goBack();
    await page.getByRole("button", { name: "Sign out" }).click();
    await expect(page.getByText("You are signed out.")).toBeVisible();
    await page.goto("/admin/pages");
    await expect(page).toHaveURL(/\/admin\/sign-in/);
  },
);

test("the first admin comes by a link that works once", async ({ page, newSite }) => {
  const link = await newSite.setUpLink();
  const jonas = { "First name": "Jonas", "Last name": "Feddersen", "E-mail": "jonas@nordlicht.example" };

  await test.step("what is wrong is said at its field, and what was typed stays", async () => {
    await page.goto(link);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Set up Magnetiq");
    for (const [label, value] of Object.entries({ ...jonas, "E-mail": "jonas@nordlicht" }))
      await page.getByLabel(label).fill(value);
    await page.getByLabel("New password").fill("password1234");
    const answered = page.waitForResponse((answer) => answer.request().method() === "POST");
    await page.getByRole("button", { name: "Create the account" }).click();
    expect((await answered).status()).toBe(422);
    await expectProblem(page, "E-mail", /An e-mail address looks like/);
    await expectProblem(page, "New password", /This would be guessed first/);
    await expect(page.getByLabel("First name")).toHaveValue("Jonas");
    await expect(page.getByLabel("Last name")).toHaveValue("Feddersen");
    await expect(page.getByLabel("E-mail")).toHaveValue("jonas@nordlicht");
    await expect(page.getByLabel("New password")).toHaveValue("");
  });

  await test.step("hostile input is text like any other", async () => {
    await page.getByLabel("Last name").fill(`</textarea><script>alert(1)</script>"`);
    await page.getByLabel("New password").fill("password1234");
    await page.getByRole("button", { name: "Create the account" }).click();
    await expect(page.getByLabel("Last name")).toHaveValue(`</textarea><script>alert(1)</script>"`);
    await expect(page.locator("main script")).toHaveCount(0);
  });

  await test.step("then it makes the account and signs in", async () => {
    for (const [label, value] of Object.entries(jonas)) await page.getByLabel(label).fill(value);
    await page.getByLabel("New password").fill("vier Nächte im Februar");
    await page.getByRole("button", { name: "Create the account" }).click();
    await expect(page).toHaveURL(/\/admin(\/pages)?$/);
  });

  await test.step("and works no more", async () => {
    const answer = await page.goto(link);
    expect(answer?.status()).toBe(404);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("This link no longer works");
  });
});

test("whoever forgot their password chooses a new one by a mailed link, once", async ({ page, site }) => {
  const person = someone("editor");
  site.add(person);
  await page.goto("/admin/sign-in");
  await page.getByRole("link", { name: "Forgot your password?" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Forgot your password?");

  await test.step("what is no address is said at its field and stays", async () => {
    await page.getByLabel("E-mail").fill(`</textarea><script>alert(1)</script>"`);
    await page.getByRole("button", { name: "Mail me a link" }).click();
    await expectProblem(page, "E-mail", /An e-mail address looks like/);
    await expect(page.getByLabel("E-mail")).toHaveValue(`</textarea><script>alert(1)</script>"`);
    await expect(page.locator("main script")).toHaveCount(0);
  });

  await test.step("the answer is the same for an address that nobody has", async () => {
    const answers = [];
    for (const email of [someone("editor").email, person.email]) {
      await page.goto("/admin/forgot");
      await page.getByLabel("E-mail").fill(email);
      await page.getByRole("button", { name: "Mail me a link" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Check your inbox");
      answers.push([new URL(page.url()).search, await page.locator("main").innerText()]);
    }
    expect(answers[0]).toEqual(answers[1]);
  });

  await test.step("the link in the mail lets in, once", async () => {
    const link = /http\S+\/admin\/set-up\/\w+/.exec(await site.mailTo(person.email))?.[0] ?? "";
    await page.goto(link);
    await page.getByLabel("New password").fill("vier Nächte im März");
    await page.getByRole("button", { name: "Set the password" }).click();
    await expect(page).toHaveURL(/\/admin(\/pages)?$/);
    expect((await page.request.get(link)).status()).toBe(404);
  });
});

test("a new site tells visitors that it is new", async ({ page, newSite, expectAccessible }) => {
  await page.goto(`${newSite.url}/`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This site is new");
  await expectAccessible();
});

test("asking for a new password shuts nobody out", async ({ page, expectAccessible }) => {
  for (const address of ["/admin/forgot", "/admin/forgot?sent"]) {
    await page.goto(address);
    await expectAccessible();
  }
});

test("the ways in shut nobody out", async ({ page, newSite, expectAccessible }) => {
  await page.goto("/admin/sign-in");
  await expectAccessible();
  await page.getByLabel("E-mail").fill("nobody@nordlicht.example");
  await page.getByLabel("Password", { exact: true }).fill("this is not the password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await expectAccessible();
  await page.goto(await newSite.setUpLink());
  await expectAccessible();
  await page.goto(`${newSite.url}/admin/set-up/0000`);
  await expectAccessible();
});

async function expectProblem(page: Page, label: string, sentence: RegExp): Promise<void> {
  const control = page.getByLabel(label);
  await expect(control).toHaveAttribute("aria-invalid", "true");
  await expect(control).toHaveAccessibleDescription(sentence);
}
