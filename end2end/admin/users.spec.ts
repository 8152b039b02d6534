// People: an admin creates someone, who chooses a password; and one's own account.
import { expect, people, someone, test } from "../test.ts";

test("an admin creates an editor, who chooses a password and signs in", async ({ browser, page, site, signIn }) => {
  const person = someone("editor");
  await signIn("admin");
  await page.goto("/admin/users");
  await page.getByRole("link", { name: "New user" }).click();
  await page.getByLabel("First name").fill(person.firstName);
  await page.getByLabel("Last name").fill(person.lastName);
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByRole("radio", { name: /^Editor/ }).check();
  await page.getByRole("button", { name: "Create the user" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`A link for ${person.firstName} ${person.lastName}`);
  const link = await page.getByLabel("Link", { exact: true }).inputValue();

  await test.step("the link is shown once", async () => {
    await page.getByRole("link", { name: "To the users" }).click();
    const row = page.getByRole("row", { name: person.email });
    await expect(row).toContainText("Invited");
    await page.reload();
    await expect(row).toBeVisible();
    expect(await page.content()).not.toContain(link);
  });

  await test.step("and is mailed to the person", async () => {
    expect(await site.mailTo(person.email)).toContain(link);
  });

  const context = await browser.newContext();
  const theirs = await context.newPage();
  await test.step("the new person chooses a password", async () => {
    await theirs.goto(link);
    await expect(theirs.getByRole("heading", { level: 1 })).toHaveText("Choose a password");
    await theirs.getByLabel("New password").fill(person.password);
    await theirs.getByRole("button", { name: "Set the password" }).click();
    await expect(theirs).toHaveURL(/\/admin\/(pages|sign-in.*)$/);
    expect((await theirs.request.get(link)).status()).toBe(404);
  });

  await test.step("signs in, and is an editor", async () => {
    await context.clearCookies();
    await signIn(person, theirs);
    await theirs.goto("/admin/pages");
    await expect(theirs.getByRole("link", { name: "New page" })).toBeVisible();
    await theirs.goto("/admin/users");
    await expect(theirs.getByText("Your role does not include this screen.")).toBeVisible();
  });
  await context.close();
  await page.reload();
  await expect(page.getByRole("row", { name: person.email })).toContainText("Active");
});

test("an e-mail address that is taken is told at its field, whatever its case", async ({ page, signIn }) => {
  await signIn("admin");
  await page.goto("/admin/users/new");
  await page.getByLabel("First name").fill("Aylin");
  await page.getByLabel("Last name").fill("Demir");
  await page.getByLabel("E-mail").fill(people.editor.email.toUpperCase());
  await page.getByRole("button", { name: "Create the user" }).click();
  await expect(page.getByLabel("E-mail")).toHaveAccessibleDescription("This is already in use.");
  await expect(page.getByLabel("E-mail")).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByLabel("First name")).toHaveValue("Aylin");
  await expect(page.getByLabel("E-mail")).toHaveValue(people.editor.email.toUpperCase());
});

test("a new user's data are checked at their fields", async ({ page, signIn }) => {
  await signIn("admin");
  await page.goto("/admin/users/new");
  await page.getByLabel("E-mail").fill("nobody");
  await page.getByLabel("Last name").fill("x".repeat(101));
  await page.getByRole("button", { name: "Create the user" }).click();
  await expect(page.getByLabel("First name")).toHaveAccessibleDescription("Please fill this in.");
  await expect(page.getByLabel("Last name")).toHaveAccessibleDescription("At most 100 characters fit here.");
  await expect(page.getByLabel("E-mail")).toHaveAccessibleDescription("An e-mail address looks like name@company.com.");
});

test("five wrong passwords lock an account, and an admin unlocks it", async ({ browser, page, site, signIn }) => {
  const person = someone("viewer");
  site.add(person);
  const context = await browser.newContext();
  const theirs = await context.newPage();
  const tryToSignIn = async (password: string) => {
    await theirs.goto("/admin/sign-in");
    await theirs.getByLabel("E-mail").fill(person.email);
    await theirs.getByLabel("Password", { exact: true }).fill(password);
    await theirs.getByRole("button", { name: "Sign in" }).click();
  };
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    await tryToSignIn(`wrong for the ${attempt}. time`);
    await expect(theirs.getByRole("alert")).toBeVisible();
  }
  await tryToSignIn(person.password);
  await expect(theirs.getByRole("alert")).toHaveText(/^E-mail and password do not match\./);

  await signIn("admin");
  await page.goto("/admin/users");
  const row = page.getByRole("row", { name: person.email });
  await expect(row).toContainText("Locked until");
  await row.getByRole("button", { name: `Unlock ${person.firstName} ${person.lastName}` }).click();
  await expect(row).toContainText("Active");
  await tryToSignIn(person.password);
  await expect(theirs).toHaveURL(/\/admin\/pages$/);
  await context.close();
});

test("one changes one's own password, and is told what is wrong with it", async ({ browser, page, site, signIn }) => {
  const person = someone("editor");
  site.add(person);
  await signIn(person);
  await page.goto("/admin/account");
  const present = page.getByLabel("Current password");
  const fresh = page.getByLabel("New password");
  const change = page.getByRole("button", { name: "Change the password" });
  await present.fill(person.password);
  await fresh.fill("too short");
  await change.click();
  await expect(fresh).toHaveAccessibleDescription(/At least 12 characters are needed\./);
  await fresh.fill("vier Nächte im Februar");
  await present.fill("this is not the present one");
  await change.click();
  await expect(present).toHaveAccessibleDescription("This is not your password.");
  await present.fill(person.password);
  await change.click();
  await expect(page.getByText("Your password is changed. Your other sessions have ended.")).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your account");

  const context = await browser.newContext();
  const elsewhere = await context.newPage();
  await signIn({ ...person, password: "vier Nächte im Februar" }, elsewhere);
  await expect(elsewhere).toHaveURL(/\/admin\/pages$/);
  await context.close();
});

test("one sees one's sessions and ends another one", async ({ browser, page, site, signIn }) => {
  const person = someone("viewer");
  site.add(person);
  const context = await browser.newContext();
  const elsewhere = await context.newPage();
  await signIn(person, elsewhere);
  await signIn(person);
  await page.goto("/admin/account");
  const sessions = page.getByRole("table", { name: "Your sessions" }).locator("tbody").getByRole("row");
  await expect(sessions).toHaveCount(2);
  await expect(sessions.filter({ hasText: "This one" })).toHaveCount(1);
  await sessions.getByRole("button", { name: /^End the session/ }).click();
  await expect(page.getByText("The session has ended.")).toBeVisible();
  await expect(sessions).toHaveCount(1);
  await elsewhere.goto("/admin/pages");
  await expect(elsewhere).toHaveURL(/\/admin\/sign-in/);
  await page.reload();
  await expect(sessions).toHaveCount(1);
  await context.close();
});

test("the admin speaks the language one chooses, wherever one signs in", async ({ browser, page, site, signIn }) => {
  const person = someone("editor");
  site.add(person);
  await signIn(person);
  await page.goto("/admin/account");
  await page.getByLabel("Language of the admin").selectOption("Deutsch");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ihr Konto");
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  const context = await browser.newContext();
  const elsewhere = await context.newPage();
  await signIn(person, elsewhere);
  await elsewhere.goto("/admin/pages");
  await expect(elsewhere.getByRole("heading", { level: 1 })).toHaveText("Seiten");
  await context.close();
  await page.locator("summary", { hasText: `Konto von ${person.firstName}` }).click();
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your account");
});

test("users and the account shut nobody out", async ({ page, site, signIn, expectAccessible }) => {
  test.slow();
  const person = someone("admin");
  site.add(person);
  await signIn(person);
  await page.goto("/admin/users");
  await expect(page.getByRole("row", { name: person.email })).toBeVisible();
  await expectAccessible();
  await page.getByRole("link", { name: "New user" }).click();
  await page.getByRole("button", { name: "Create the user" }).click();
  await expect(page.getByLabel("First name")).toHaveAttribute("aria-invalid", "true");
  await expectAccessible();
  const invited = someone("viewer");
  await page.getByLabel("First name").fill(invited.firstName);
  await page.getByLabel("Last name").fill(invited.lastName);
  await page.getByLabel("E-mail").fill(invited.email);
  await page.getByRole("button", { name: "Create the user" }).click();
  await expect(page.getByLabel("Link", { exact: true })).toBeVisible();
  await expectAccessible();
  await page.goto("/admin/account");
  await expect(page.getByText("This one")).toBeVisible();
  await expectAccessible();
});
