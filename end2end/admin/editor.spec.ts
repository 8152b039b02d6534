// Writing in the editor: proposals, checks, preview, and nothing that is ever lost.
import { Editor } from "../editor.ts";
import { expect, people, test, unique } from "../test.ts";

test("the address follows the title until one is chosen, and says whether it is free", async ({ page, signIn }) => {
  const word = unique();
  await signIn("editor");
  const editor = await Editor.begin(page);
  const slug = editor.field("English", "Slug");
  await editor.write("English", { Title: `Earth faults & more ${word}` });
  await expect(slug).toHaveValue(`earth-faults-more-${word}`);
  await editor.write("English", { Slug: `chosen-${word}` });
  await expect(slug).toHaveAccessibleDescription(/Free/);
  await editor.write("English", { Title: "Another title" });
  await editor.field("English", "Text").click();
  await expect(slug).toHaveValue(`chosen-${word}`);

  await editor.write("English", { Slug: "about" });
  await expect(slug).toHaveAccessibleDescription(/Another page has this address\./);
  await page.getByRole("button", { name: "Take about-2" }).click();
  await expect(slug).toHaveValue("about-2");
  await editor.write("English", { Slug: "admin/about" });
  await expect(slug).toHaveAccessibleDescription(/This address belongs to the program\. Choose another\./);
  await editor.write("English", { Slug: "Über uns" });
  await expect(slug).toHaveAccessibleDescription(/An address has parts of a–z/);
});

test("a proposal never comes between somebody and what is being typed", async ({ page, signIn }) => {
  const word = unique();
  await signIn("editor");
  const editor = await Editor.begin(page);
  const slug = editor.field("English", "Slug");
  let answer = () => {};
  const held = new Promise<void>((resolve) => (answer = resolve));
  await page.route("**/items/propose-slug", async (route) => {
    await held;
    await route.continue();
  });
  const asked = page.waitForRequest("**/items/propose-slug");
  await editor.write("English", { Title: `Late ${word}` });
  await asked;
  await slug.focus();
  const answered = page.waitForResponse("**/items/propose-slug");
  answer();
  await (await answered).finished();
  await page.keyboard.type(`own-${word}`);
  await expect(slug).toHaveValue(`own-${word}`);

  // Whoever leaves the field as it was gets the proposal.
  await slug.fill("");
  await editor.write("English", { Title: `Later ${word}` });
  await slug.focus();
  await page.waitForResponse("**/items/propose-slug");
  await editor.field("English", "Text").click();
  await expect(slug).toHaveValue(`later-${word}`);
});

test("what cannot be saved is said at its field, and what was typed stays", async ({ page, signIn }) => {
  await signIn("editor");
  const editor = await Editor.begin(page);
  const long = "a".repeat(201);
  await editor.write("German", { Title: long, Slug: "about", Text: "Ein Text </textarea><script>alert(1)</script>" });
  await editor.saveButton.click();
  await expect(page.getByRole("alert")).toContainText(
    "Not saved yet. Something needs correcting; what you typed is still there.",
  );
  await expect(page.getByRole("alert")).toContainText("At most 200 characters fit here.");
  await expect(editor.field("German", "Title")).toHaveAttribute("aria-invalid", "true");
  await expect(editor.field("German", "Title")).toHaveValue(long);
  await expect(editor.field("German", "Text")).toHaveValue("Ein Text </textarea><script>alert(1)</script>");
  await page.getByRole("alert").getByRole("button", { name: "Title, German" }).click();
  await expect(editor.field("German", "Title")).toBeFocused();
});

test("the preview shows what visitors will read, and nothing typed runs as script", async ({ page, signIn }) => {
  const word = unique();
  await signIn("editor");
  const editor = await Editor.begin(page);
  const text = [
    `Some **bold ${word}** words.`,
    `<script>window.harmed = "script"</script>`,
    `<img src="/no-such-image" onerror="window.harmed = 'image'">`,
    `<a href="javascript:window.harmed='link'">one</a> [two](javascript:window.harmed='markdown')`,
    `</textarea><svg onload="window.harmed='svg'"></svg><iframe srcdoc="<script>parent.harmed='frame'</script>"></iframe>`,
  ].join("\n\n");
  await editor.write("English", { Title: `Preview ${word}`, Text: text });
  const expectHarmless = async (shown: ReturnType<typeof page.locator>) => {
    await expect(shown.locator("strong", { hasText: `bold ${word}` })).toBeVisible();
    await expect(shown.locator("script, iframe, [onerror], [onload], [href^='javascript' i]")).toHaveCount(0);
    expect(await page.evaluate(() => "harmed" in window)).toBe(false);
  };
  await expectHarmless(editor.preview);
  await editor.save();
  await editor.publish("English");
  await page.goto(`/preview-${word}`);
  await expectHarmless(page.getByRole("main"));
});

test("the tools write Markdown, and undo takes it back", async ({ page, signIn }) => {
  await signIn("editor");
  const editor = await Editor.begin(page);
  const text = editor.field("English", "Text");
  await editor.write("English", { Text: "important" });
  await text.selectText();
  const tools = page.getByRole("toolbar", { name: "Formatting, English" });
  await tools.getByRole("button", { name: /^Bold/ }).click();
  await expect(text).toHaveValue("**important**");
  await text.press("Control+z");
  await expect(text).toHaveValue("important");
  await text.press("End");
  await tools.getByText("Block", { exact: true }).click();
  await tools.getByRole("button", { name: /^Hero/ }).click();
  await expect(text).toHaveValue(/^important\n\n::: hero\n/);
  await expect(editor.preview.getByRole("heading").first()).toBeVisible();
});

test("with Caps Lock the keys of the tools work too", async ({ page, signIn }) => {
  await signIn("editor");
  const editor = await Editor.begin(page);
  const text = editor.field("English", "Text");
  await editor.write("English", { Text: "important" });
  await text.selectText();
  // As the browser reports it with Caps Lock on: a capital letter, and no Shift.
  await text.evaluate((area) =>
    area.dispatchEvent(new KeyboardEvent("keydown", { key: "B", code: "KeyB", ctrlKey: true, bubbles: true, cancelable: true })),
  );
  await expect(text).toHaveValue("**important**");
});

// The test fails on a violation of the Content-Security-Policy too: it is an error in the console.
test("what is pasted keeps its form and its signs, and a picture that cannot come is told", async ({ page, signIn }) => {
  await signIn("editor");
  const editor = await Editor.begin(page);
  const text = editor.field("English", "Text");
  const paste = (html: string) =>
    text.evaluate((area, html) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/html", html);
      clipboardData.setData("text/plain", "plain");
      area.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    }, html);
  await paste(
    `<style>p { color: red }</style><h2 style="color:red">Water</h2>
     <p style="margin:0">H<sub>2</sub>O, <s>old</s>, _name_, &amp;copy; and https://a.example/_c_d_</p>
     <p>::: hero</p><pre>one\n  two</pre><ol start="5"><li>five</li><li>six</li></ol>
     <p><img src="/media/1/van.jpg" alt="A van"></p><p>style=x</p>`,
  );
  await expect(text).toHaveValue(
    [
      "## Water",
      "H<sub>2</sub>O, ~~old~~, \\_name\\_, \\&copy; and <https://a.example/_c_d_>",
      "\\::: hero",
      "```\none\n  two\n```",
      "5. five\n6. six",
      "![A van](/media/1/van.jpg)",
      "style=x",
    ].join("\n\n"),
  );
  await expect(editor.preview.getByRole("heading", { name: "Water" })).toBeVisible();
  await expect(editor.preview.getByText("_name_, &copy;")).toBeVisible();

  await text.fill("");
  await paste('<p><b>Report</b> <img src="file:///C:/report.png" alt=""></p>');
  await expect(text).toHaveValue("**Report**");
  await expect(page.getByText("One image could not be pasted. Insert it through the media library.")).toBeVisible();
});

test("unsaved text is not left without a question", async ({ page, signIn }) => {
  const title = `Unsaved ${unique()}`;
  await signIn("editor");
  const editor = await Editor.begin(page);
  await editor.write("English", { Title: title });
  const leave = () => page.getByRole("navigation", { name: "Breadcrumbs" }).getByRole("link", { name: "Pages" }).click();
  const dialog = page.getByRole("dialog", { name: "Leave with unsaved changes?" });

  await leave();
  await dialog.getByRole("button", { name: "Stay" }).click();
  await expect(editor.field("English", "Title")).toHaveValue(title);

  await leave();
  await dialog.getByRole("button", { name: "Save and leave" }).click();
  await expect(page).toHaveURL("/admin/pages");
  await page.getByRole("link", { name: title, exact: true }).click();
  await editor.write("English", { Title: `${title}, changed` });
  await leave();
  await dialog.getByRole("button", { name: "Leave without saving" }).click();
  await expect(page).toHaveURL("/admin/pages");
  await expect(page.getByRole("link", { name: title, exact: true })).toBeVisible();
});

test("unsaved text is not left by going back either", async ({ page, signIn }) => {
  await signIn("editor");
  await page.goto("/admin/pages");
  await page.getByRole("link", { name: "New page" }).click();
  const editor = new Editor(page);
  await editor.write("English", { Title: "Not yet saved" });
  await page.evaluate(() => history.back());
  const dialog = page.getByRole("dialog", { name: "Leave with unsaved changes?" });
  await dialog.getByRole("button", { name: "Stay" }).click();
  await expect(page).toHaveURL("/admin/pages/new");
  await expect(editor.field("English", "Title")).toHaveValue("Not yet saved");
});

test("whoever is signed out while writing signs in over the page and goes on", async ({ page, signIn }) => {
  const title = `Long ${unique()}`;
  await signIn("editor");
  const editor = await Editor.begin(page);
  await editor.write("English", { Title: title, Text: "A long afternoon's work." });
  await expect(editor.field("English", "Slug")).not.toHaveValue("");
  await expect(editor.preview).toContainText("A long afternoon's work.");
  // By then the editor has asked all that it asks while somebody types: that would meet the end of the session before the save does.
  await expect(page.getByRole("region", { name: "English", exact: true }).getByText("Free", { exact: true })).toBeVisible();
  await page.waitForLoadState("networkidle");
  await page.context().clearCookies();
  await editor.saveButton.click();
  const dialog = page.getByRole("dialog", { name: "Your session has ended" });
  await expect(dialog.getByLabel("E-mail")).toHaveValue(people.editor.email);
  await dialog.getByLabel("Password").fill("this is not it at all");
  await dialog.getByRole("button", { name: "Sign in" }).click();
  await expect(dialog).toContainText("E-mail and password do not match.");
  await dialog.getByLabel("Password").fill(people.editor.password);
  await dialog.getByRole("button", { name: "Sign in" }).click();
  await editor.stored();
  await page.reload();
  await expect(editor.field("English", "Title")).toHaveValue(title);
  await expect(editor.field("English", "Text")).toHaveValue("A long afternoon's work.");
});

test("a viewer reads and changes nothing", async ({ page, signIn }) => {
  await signIn("viewer");
  await page.goto("/admin/pages");
  await expect(page.getByRole("row").nth(1)).toBeVisible();
  await expect(page.getByRole("link", { name: "New page" })).toHaveCount(0);
  await expect(page.getByRole("main").getByRole("checkbox", { name: /^Select/ })).toHaveCount(0);
  await expect(page.getByRole("button", { name: /to the trash$/ })).toHaveCount(0);
  await expect(page.getByRole("link", { name: "Users" })).toHaveCount(0);
  await page.getByRole("searchbox", { name: "Search pages" }).fill("about us");
  await page.getByRole("link", { name: "About us", exact: true }).click();
  const editor = new Editor(page);
  await expect(page.getByText("You may read this page. Changing it takes the role of an editor.")).toBeVisible();
  await expect(editor.field("English", "Title")).not.toBeEditable();
  await expect(editor.field("English", "Text")).not.toBeEditable();
  await expect(editor.switch("English")).toBeDisabled();
  await expect(editor.saveButton).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Move to trash" })).toHaveCount(0);
  // Nor does anyone read an empty form.
  await page.goto("/admin/pages/new");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("New pages are made by editors");
  await expect(editor.field("English", "Title")).toHaveCount(0);
  await page.getByRole("link", { name: "All pages" }).click();
  await expect(page).toHaveURL("/admin/pages");
});

test("a page that does not exist says so", async ({ page, signIn }) => {
  await signIn("editor");
  await page.goto("/admin/pages/987654321");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This page does not exist");
  await page.goto("/admin/pages/%3Cscript%3E");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This page does not exist");
  await page.goto("/admin/no/such/screen");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is no screen here");
});

test("the editor shuts nobody out", async ({ page, signIn, expectAccessible }) => {
  test.slow();
  await signIn("editor");
  await page.goto("/admin/pages?q=services");
  await page.getByRole("link", { name: "Services", exact: true }).click();
  const editor = new Editor(page);
  await expect(editor.preview.getByRole("heading").nth(2)).toBeVisible();
  await expectAccessible();
  for (const tab of ["Search engines", "Settings"] as const) {
    await editor.open(tab);
    await expectAccessible();
  }
});

test("the editor's dialogs and refusals shut nobody out", async ({ browser, page, signIn, expectAccessible }) => {
  test.slow();
  await signIn("editor");
  const editor = await Editor.begin(page);
  await editor.write("English", { Title: `Dialogs ${unique()}`, Slug: "Not a slug", Text: "One" });
  await editor.saveButton.click();
  await expect(page.getByRole("alert").first()).toBeVisible();
  await expectAccessible();
  await editor.write("English", { Slug: unique() });
  await editor.save();

  await page.getByRole("button", { name: "Move to trash" }).click();
  await expect(page.getByRole("dialog", { name: "Move this page to the trash?" })).toBeVisible();
  await expectAccessible();
  await page.keyboard.press("Escape");

  const context = await browser.newContext();
  const colleague = await context.newPage();
  await signIn("admin", colleague);
  const theirs = await editor.alsoOpenIn(colleague);
  await theirs.write("English", { Text: "Two" });
  await theirs.save();
  await context.close();
  await editor.write("English", { Text: "Three" });
  await editor.saveButton.click();
  await expect(page.getByRole("dialog", { name: /saved this page/ })).toBeVisible();
  await expectAccessible();
  await page.keyboard.press("Escape");

  await page.getByRole("navigation", { name: "Breadcrumbs" }).getByRole("link", { name: "Pages" }).click();
  await expect(page.getByRole("dialog", { name: "Leave with unsaved changes?" })).toBeVisible();
  await expectAccessible();
  await page.keyboard.press("Escape");

  await page.context().clearCookies();
  await editor.write("English", { Text: "Four" });
  await editor.saveButton.click();
  await expect(page.getByRole("dialog", { name: "Your session has ended" })).toBeVisible();
  await expectAccessible();
});

test("keys pressed during a save are done after it", async ({ page, signIn }) => {
  await signIn("editor");
  const editor = await Editor.begin(page);
  await editor.write("English", { Title: `Fast ${unique()}`, Text: "One" });
  await editor.save();
  let saves = 0;
  await page.route("**/api/admin/pages/save", async (route) => {
    saves += 1;
    await new Promise((resolve) => setTimeout(resolve, 700));
    await route.continue();
  });
  const text = editor.field("English", "Text");
  await text.press("Control+End");
  await text.pressSequentially(" two");
  await page.keyboard.press("Control+s");
  await expect(editor.state).toHaveText("Saving …");
  await text.pressSequentially(" three");
  await page.keyboard.press("Control+s");
  await page.keyboard.press("Control+s");
  await expect.poll(() => saves).toBe(2);
  await editor.stored();
  await page.reload();
  await expect(text).toHaveValue("One two three");
  expect(saves, "nothing was left for the third key").toBe(2);
});

test("the page of a proxy is told as a server that cannot answer just now", async ({ page, signIn, expectLogged }) => {
  expectLogged(/502/);
  await signIn("editor");
  const editor = await Editor.begin(page);
  await editor.write("English", { Title: `Proxy ${unique()}`, Text: "Words." });
  await page.route(
    "**/api/admin/pages/save",
    (route) => route.fulfill({ status: 502, contentType: "text/html", body: "<html><h1>502 Bad Gateway</h1></html>" }),
    { times: 1 },
  );
  await editor.saveButton.click();
  await expect(page.getByText(/^That is not possible just now\. Please try again in a moment\. Nothing is lost/)).toBeVisible();
  await editor.save();
});
