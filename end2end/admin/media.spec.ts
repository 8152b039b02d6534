// The media library: files come in, are described, placed in a page, replaced, and stay while something shows them.
import type { Page } from "@playwright/test";
import { Editor } from "../editor.ts";
import { empty, html, mp4, pdf, png } from "../files.ts";
import { library, openNewFile, text, tiles, upload } from "../library.ts";
import { expect, test, unique } from "../test.ts";

test("twenty files are uploaded at once, each with its end told", async ({ page, signIn }) => {
  const word = unique();
  await library(page, signIn);
  await upload(
    page,
    Array.from({ length: 20 }, (_, at) => png(`${word}-${at}.png`)),
  );
  await expect(page.getByText("20 of 20 files uploaded")).toBeVisible({ timeout: 30_000 });
  await page.goto(`/admin/media?q=${word}`);
  await expect(tiles(page)).toHaveCount(20);
});

test("what is refused says why, and the others go on", async ({ page, signIn }) => {
  const word = unique();
  await library(page, signIn);
  await upload(page, [html(`${word}.jpg`), empty(`${word}.pdf`), png(`${word}.png`)]);
  const one = (name: string) => page.getByRole("region", { name: "Uploads" }).getByRole("listitem").filter({ hasText: name });
  await expect(one(`${word}.jpg`)).toContainText("This is none of the formats that are taken");
  await expect(one(`${word}.pdf`)).toContainText("The file is empty.");
  await expect(one(`${word}.png`)).toContainText("Uploaded");
  await expect(page.getByText("1 of 3 files uploaded, 2 failed")).toBeVisible();
  await page.getByRole("button", { name: "Clear the list" }).click();
  await expect(page.getByRole("region", { name: "Uploads" })).toHaveCount(0);
});

test("the same file is taken once, and the second time says so", async ({ page, signIn }) => {
  const word = unique();
  const file = png(`${word}.png`);
  await library(page, signIn);
  await upload(page, [file]);
  await expect(page.getByText("1 of 1 file uploaded")).toBeVisible();
  await upload(page, [{ ...file, name: "another-name.png" }]);
  await expect(page.getByText("Already there:")).toBeVisible();
  await page
    .getByRole("region", { name: "Uploads" })
    .getByRole("link", { name: `${word}.png` })
    .last()
    .click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`${word}.png`);
});

test("a broken connection is told, and the file goes through at the second try", async ({ page, signIn, expectLogged }) => {
  const word = unique();
  expectLogged(/net::ERR_CONNECTION_RESET/);
  await library(page, signIn);
  await page.route("**/admin/media/upload", (route) => route.abort("connectionreset"), { times: 1 });
  await upload(page, [png(`${word}.png`)]);
  await expect(page.getByText("The connection broke.")).toBeVisible();
  await page.getByRole("button", { name: new RegExp(`^Try again.*${word}`) }).click();
  await expect(page.getByText("1 of 1 file uploaded")).toBeVisible();
});

test("an upload is cancelled on its way, leaves nothing, and goes through when it is tried again", async ({ page, signIn }) => {
  const word = unique();
  await library(page, signIn);
  const one = page.getByRole("region", { name: "Uploads" }).getByRole("listitem");
  // So slow that it takes most of a minute.
  const quickly = await slow(page, 20_000);
  await upload(page, [png(`${word}.png`, { width: 640, height: 480, noise: true })]);
  await expect(one.getByRole("progressbar")).toBeVisible();
  await expect(one).toContainText(/\d of 922 kB/);
  await page.getByRole("button", { name: `Cancel ${word}.png` }).click();
  await expect(one).toContainText("Cancelled.");
  await expect(one.getByRole("progressbar")).toHaveCount(0);
  await quickly();
  await page.getByRole("searchbox", { name: "Search media" }).fill(word);
  await expect(page.getByRole("heading", { name: "Nothing found" })).toBeVisible();
  await one.getByRole("button", { name: /^Try again/ }).click();
  await expect(page.getByText("1 of 1 file uploaded")).toBeVisible();
  await expect(tiles(page)).toHaveCount(1);
});

test("several uploads are cancelled at once, those that wait too", async ({ page, signIn }) => {
  const word = unique();
  await library(page, signIn);
  const quickly = await slow(page, 5_000);
  const files = Array.from({ length: 5 }, (_, at) => png(`${word}-${at}.png`, { width: 320, height: 240, noise: true }));
  await upload(page, files);
  const all = page.getByRole("region", { name: "Uploads" }).getByRole("listitem");
  await expect(all.filter({ hasText: "Waiting" })).toHaveCount(2);
  await page.getByRole("button", { name: "Cancel all" }).click();
  await expect(all.filter({ hasText: "Cancelled." })).toHaveCount(5);
  await quickly();
  await page.goto(`/admin/media?q=${word}`);
  await expect(page.getByRole("heading", { name: "Nothing found" })).toBeVisible();
});

test("a picture is pasted into the library", async ({ page, signIn }) => {
  const word = unique();
  await library(page, signIn);
  const { name, buffer } = png(`${word}.png`);
  await page.evaluate(
    ({ name, bytes }) => {
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File([new Uint8Array(bytes)], name, { type: "image/png" }));
      document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true }));
    },
    { name, bytes: [...buffer] },
  );
  await expect(page.getByText("1 of 1 file uploaded")).toBeVisible();
  await page.goto(`/admin/media?q=${word}`);
  await expect(tiles(page)).toHaveText([`${word}.png`]);
});

test("what went to the trash comes back by one click", async ({ page, signIn }) => {
  const word = unique();
  await library(page, signIn);
  await upload(page, [png(`${word}.png`)]);
  await expect(page.getByText("1 of 1 file uploaded")).toBeVisible();
  await page.goto(`/admin/media?q=${word}`);
  await page.getByRole("checkbox", { name: "Select all files shown" }).check();
  await page.getByRole("region", { name: "Selection" }).getByRole("button", { name: "Trash" }).click();
  await expect(tiles(page)).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(tiles(page)).toHaveCount(1);
});

test("files are dropped anywhere on the screen", async ({ page, signIn }) => {
  const word = unique();
  await library(page, signIn);
  const { name, buffer } = png(`${word}.png`);
  const data = await page.evaluateHandle(
    ({ name, bytes }) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([new Uint8Array(bytes)], name, { type: "image/png" }));
      return transfer;
    },
    { name, bytes: [...buffer] },
  );
  await page.dispatchEvent("h1", "dragover", { dataTransfer: data });
  await expect(page.locator(".drop-over")).toHaveText("Drop to upload");
  await page.dispatchEvent("h1", "drop", { dataTransfer: data });
  await expect(page.getByText("1 of 1 file uploaded")).toBeVisible();
  await expect(page.locator(".drop-over")).toHaveCount(0);
});

test("a folder that is open takes what is uploaded, and stands in the address", async ({ page, signIn }) => {
  const word = unique();
  await library(page, signIn);
  await page.getByRole("button", { name: "New folder" }).click();
  await page.getByRole("dialog", { name: "New folder" }).getByLabel("Name").fill(word);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`/admin/media?folder=%2F${word}`);
  await expect(page.getByRole("heading", { name: "No file lies here yet" })).toBeVisible();
  await upload(page, [png(`a-${word}.png`), pdf(`b-${word}.pdf`)]);
  await expect(tiles(page)).toHaveCount(2);
  await page.getByRole("combobox", { name: "Kind" }).selectOption("Documents");
  await expect(page).toHaveURL(`/admin/media?kind=document&folder=%2F${word}`);
  await expect(tiles(page)).toHaveText([`b-${word}.pdf`]);
  await page.goBack();
  await expect(tiles(page)).toHaveCount(2);
  await page.getByRole("button", { name: "List", exact: true }).click();
  await expect(page.getByRole("rowheader").getByRole("link", { name: `a-${word}.png` })).toBeVisible();
});

test("several files are moved, tagged, trashed and restored at once", async ({ page, signIn }) => {
  const word = unique();
  await library(page, signIn);
  await upload(page, [png(`a-${word}.png`), png(`b-${word}.png`)]);
  await expect(page.getByText("2 of 2 files uploaded")).toBeVisible();
  await page.goto(`/admin/media?q=${word}`);
  const selection = page.getByRole("region", { name: "Selection" });
  const selectAll = async () => {
    await expect(tiles(page)).toHaveCount(2);
    await page.getByRole("checkbox", { name: "Select all files shown" }).check();
  };

  await selectAll();
  await selection.getByRole("button", { name: "Move" }).click();
  await page.getByRole("dialog", { name: "Move to a folder" }).getByLabel("Folder").fill(`/Fairs/${word}`);
  await page.getByRole("dialog").getByRole("button", { name: "Move" }).click();
  await expect(page.getByText(`2 files are in /Fairs/${word} now.`)).toBeVisible();

  await selectAll();
  await selection.getByRole("button", { name: "Tag" }).click();
  await page.getByRole("dialog", { name: "Change tags" }).getByLabel("Add").fill(`husum, tag-${word}`);
  await page.getByRole("dialog").getByRole("button", { name: "Change tags" }).click();
  await expect(page.getByText("2 files have their tags.")).toBeVisible();
  await page.goto(`/admin/media?folder=%2FFairs%2F${word}`);
  await page.getByRole("combobox", { name: "Tag" }).selectOption(`tag-${word}`);
  await expect(tiles(page)).toHaveCount(2);

  await selectAll();
  await selection.getByRole("button", { name: "Trash" }).click();
  await expect(page.getByText("2 files are in the trash.")).toBeVisible();
  await page.goto(`/admin/media?tab=trash&q=${word}`);
  await selectAll();
  await selection.getByRole("button", { name: "Restore" }).click();
  await expect(page.getByText("2 files are restored.")).toBeVisible();
});

test("a picture is placed in a page, described, replaced, and held while it is shown", async ({ page, site, signIn }) => {
  test.slow();
  const word = unique();
  const first = png(`${word}.png`);
  await signIn("editor");
  const editor = await Editor.begin(page);
  await editor.write("English", { Title: `Van ${word}`, Text: "Look at it:\n\n" });

  await test.step("choose it in the editor, by uploading it there", async () => {
    await editor.field("English", "Text").press("Control+End");
    const tools = page.getByRole("toolbar", { name: "Formatting, English" });
    await tools.getByRole("button", { name: "Image or file" }).click();
    await page.getByRole("dialog", { name: "Choose a file" }).locator("input[type=file]").setInputFiles([first]);
    await page.getByRole("dialog", { name: "Insert image" }).getByRole("button", { name: "Insert" }).click();
    await expect(editor.field("English", "Text")).toHaveValue(/^Look at it:\n\n!\[\]\(media:\d+\)\s*$/);
  });
  const id = /media:(\d+)/.exec(await editor.field("English", "Text").inputValue())?.[1];

  await test.step("the checklist asks for its alternative text", async () => {
    const checklist = page.getByRole("region", { name: "Before it goes out" });
    await expect(checklist).toContainText("has no alternative text, neither here nor in the library");
    await editor.save();
    await editor.publish("English");
  });

  await test.step("describe it in both languages", async () => {
    await page.goto(`/admin/media/${id}`);
    await text(page, "English", "Alternative text").fill("A measuring van");
    await text(page, "German", "Alternative text").fill("Ein Messwagen");
    await page.getByRole("button", { name: /^Save/ }).click();
    await expect(page.getByText("Saved.", { exact: true })).toBeVisible();
  });
  const shown = page.getByRole("main").getByRole("img", { name: "A measuring van" });
  await page.goto(`/van-${word}`);
  await expect(shown).toBeVisible();
  const before = await shown.getAttribute("src");

  await test.step("it cannot go to the trash while the page shows it", async () => {
    await page.goto(`/admin/media/${id}`);
    await page.getByRole("button", { name: "Move to trash" }).click();
    const news = page.locator("[id='form:notices']");
    await expect(news).toContainText("This file is used");
    await expect(news.getByRole("link", { name: `Van ${word}` })).toBeVisible();
  });

  await test.step("replaced, the page shows the new one", async () => {
    await page.locator(".page-actions input[type=file]").setInputFiles([png(`new-${word}.png`)]);
    await expect(page.getByText("Replaced. Every page that shows the file shows the new one.")).toBeVisible();
    await expect(async () => {
      await page.goto(`/van-${word}`);
      expect(await shown.getAttribute("src")).not.toBe(before);
    }).toPass();
    const picture = await page.request.get(`${site.url}${await shown.getAttribute("src")}`);
    expect(picture.status()).toBe(200);
    expect(picture.headers()["content-type"]).toMatch(/^image\//);
  });
});

test("a film plays in a page", async ({ page, signIn }) => {
  const word = unique();
  const address = await openNewFile(page, signIn, mp4(`${word}.mp4`));
  const id = address.split("/").at(-1);
  const editor = await Editor.begin(page);
  await editor.write("English", { Title: `Film ${word}`, Text: `::: video\n[The relay at work](media:${id})\n:::\n` });
  await editor.save();
  await editor.publish("English");
  await page.goto(`/film-${word}`);
  const film = page.locator("main video");
  await expect(film).toBeVisible();
  await film.evaluate((video: HTMLVideoElement) => {
    video.muted = true;
    return video.play();
  });
  await expect.poll(() => film.evaluate((video: HTMLVideoElement) => video.currentTime)).toBeGreaterThan(0.3);
  expect(await film.evaluate((video: HTMLVideoElement) => [video.videoWidth, video.videoHeight])).toEqual([160, 90]);
});

test("a picture is dropped into the text of a page", async ({ page, signIn }) => {
  const word = unique();
  await signIn("editor");
  const editor = await Editor.begin(page);
  await editor.write("German", { Text: "Hier: " });
  const { name, buffer } = png(`${word}.png`);
  const data = await page.evaluateHandle(
    ({ name, bytes }) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([new Uint8Array(bytes)], name, { type: "image/png" }));
      return transfer;
    },
    { name, bytes: [...buffer] },
  );
  await editor.field("German", "Text").dispatchEvent("drop", { dataTransfer: data });
  await expect(editor.field("German", "Text")).toHaveValue(/Hier: .*!\[\]\(media:\d+\)|!\[\]\(media:\d+\)/);
});

test("the focal point is set by key and kept", async ({ page, signIn }) => {
  const word = unique();
  await library(page, signIn);
  await upload(page, [png(`${word}.png`, { width: 900, height: 600 })]);
  await page
    .getByRole("region", { name: "Uploads" })
    .getByRole("link", { name: `${word}.png` })
    .click();
  const area = page.getByRole("button", { name: /^Focal point/ });
  await area.focus();
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("ArrowUp");
  await expect(area).toHaveAccessibleName("Focal point: 60 % from the left, 49 % from the top");
  await page.keyboard.press("Control+s");
  await expect(page.getByText("Saved.", { exact: true })).toBeVisible();
  await page.reload();
  await expect(area).toHaveAccessibleName("Focal point: 60 % from the left, 49 % from the top");
});

test("two people describe one file, and neither loses a word", async ({ browser, page, signIn, site }) => {
  const word = unique();
  await library(page, signIn);
  await upload(page, [png(`${word}.png`)]);
  await page
    .getByRole("region", { name: "Uploads" })
    .getByRole("link", { name: `${word}.png` })
    .click();
  await expect(text(page, "English", "Title")).toBeVisible();
  const other = await browser.newPage({ baseURL: site.url });
  await signIn("admin", other);
  await other.goto(page.url());
  await text(other, "German", "Title").fill("Messwagen");
  await text(other, "English", "Title").fill("Their van");
  await other.getByRole("button", { name: /^Save/ }).click();
  await expect(other.getByText("Saved.", { exact: true })).toBeVisible();
  await other.close();

  await text(page, "English", "Title").fill("My van");
  await page.getByRole("button", { name: /^Save/ }).click();
  const dialog = page.getByRole("dialog", { name: /saved this file/ });
  await expect(dialog).toContainText("Their van");
  await dialog.getByRole("button", { name: "Save this choice" }).click();
  await expect(page.getByText("Saved.", { exact: true })).toBeVisible();
  await expect(text(page, "English", "Title")).toHaveValue("My van");
  await expect(text(page, "German", "Title")).toHaveValue("Messwagen");
});

test("leaving a file with changes asks first", async ({ page, signIn }) => {
  const word = unique();
  await library(page, signIn);
  await upload(page, [png(`${word}.png`)]);
  await page
    .getByRole("region", { name: "Uploads" })
    .getByRole("link", { name: `${word}.png` })
    .click();
  await text(page, "English", "Title").fill("Changed");
  await page.getByRole("navigation", { name: "Breadcrumbs" }).getByRole("link", { name: "Media" }).click();
  await page.getByRole("dialog", { name: "Leave with unsaved changes?" }).getByRole("button", { name: "Save and leave" }).click();
  await expect(page).toHaveURL("/admin/media");
});

test("what was typed about a file comes back after the browser was closed", async ({ page, site, signIn }) => {
  const word = unique();
  await library(page, signIn);
  await upload(page, [png(`${word}.png`)]);
  await page
    .getByRole("region", { name: "Uploads" })
    .getByRole("link", { name: `${word}.png` })
    .click();
  await text(page, "English", "Title").fill(`Unsaved ${word}`);
  const address = page.url();
  page.on("dialog", (dialog) => dialog.accept());
  await page.goto(`${site.url}/about`);
  await page.goto(address);
  const notice = page.getByRole("status").filter({ hasText: "You left unsaved text here" });
  await expect(notice).toContainText(`Unsaved ${word}`);
  await expect(notice).toContainText("Changed: Title, English.");
  await notice.getByRole("button", { name: "Take it back" }).click();
  await expect(text(page, "English", "Title")).toHaveValue(`Unsaved ${word}`);
  await page.getByRole("button", { name: /^Save/ }).click();
  await expect(page.getByText("Saved.", { exact: true })).toBeVisible();
  await page.reload();
  await expect(text(page, "English", "Title")).toHaveValue(`Unsaved ${word}`);
  await expect(notice).toHaveCount(0);
});

test("a document is called a document, and its pages are counted", async ({ page, signIn }) => {
  const word = unique();
  await library(page, signIn);
  await upload(page, [pdf(`${word}.pdf`)]);
  await page
    .getByRole("region", { name: "Uploads" })
    .getByRole("link", { name: `${word}.pdf` })
    .click();
  await expect(page.getByRole("heading", { name: "Document", exact: true })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Picture", exact: true })).toHaveCount(0);
  await expect(page.getByRole("term").filter({ hasText: "Dimensions" })).toHaveCount(0);
  const facts = page.getByRole("region", { name: "Facts" });
  const [term, value] = [facts.getByRole("term").first(), facts.getByRole("definition").first()];
  const [left, right] = [await term.boundingBox(), await value.boundingBox()];
  expect((right?.x ?? 0) - (left?.x ?? 0) - (left?.width ?? 0), "a value keeps off its term").toBeGreaterThanOrEqual(8);
});

test("an admin deletes a file for good", async ({ page, signIn }) => {
  const word = unique();
  await signIn("admin");
  await page.goto("/admin/media");
  await upload(page, [pdf(`${word}.pdf`)]);
  await page
    .getByRole("region", { name: "Uploads" })
    .getByRole("link", { name: `${word}.pdf` })
    .click();
  await page.getByRole("button", { name: "Move to trash" }).click();
  await page.getByRole("button", { name: "Delete for good" }).click();
  await page.getByRole("dialog", { name: "Delete this file for good?" }).getByRole("button", { name: "Delete for good" }).click();
  await expect(page).toHaveURL("/admin/media?tab=trash");
  await expect(tiles(page).filter({ hasText: word })).toHaveCount(0);
});

test("a viewer looks at files and changes none", async ({ page, signIn }) => {
  const word = unique();
  await library(page, signIn);
  await upload(page, [png(`${word}.png`)]);
  await page
    .getByRole("region", { name: "Uploads" })
    .getByRole("link", { name: `${word}.png` })
    .click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`${word}.png`);
  const address = page.url();
  await page.context().clearCookies();
  await signIn("viewer");
  await page.goto("/admin/media");
  await expect(tiles(page).first()).toBeVisible();
  await expect(page.locator("input[type=file]")).toHaveCount(0);
  await page.goto(address);
  await expect(page.getByText("changing it takes the role of an editor")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Save/ })).toHaveCount(0);
});

test("nothing found, and an address that means nothing", async ({ page, signIn }) => {
  await signIn("editor");
  await page.goto(`/admin/media?q=${encodeURIComponent("xylophon' OR 1=1 --")}`);
  await expect(page.getByRole("heading", { name: "Nothing found" })).toBeVisible();
  await page.getByRole("link", { name: "Clear search and filters" }).click();
  await expect(page).toHaveURL("/admin/media");
  await page.goto("/admin/media?tab=x&kind=y&sort=z&size=7&since=tomorrow&after=%22%3Cscript%3E");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Media");
  await page.goto("/admin/media/999999");
  await expect(page.getByRole("heading", { name: "This file does not exist" })).toBeVisible();
});

test("the library, a file and the dialog shut nobody out", async ({ page, signIn, expectAccessible }) => {
  test.slow();
  const word = unique();
  await library(page, signIn);
  await upload(page, [png(`${word}.png`), pdf(`${word}.pdf`), html(`${word}.jpg`)]);
  await expect(page.getByText("2 of 3 files uploaded, one failed")).toBeVisible();
  await tiles(page).first().waitFor();
  await page
    .getByRole("checkbox", { name: /^Select / })
    .nth(1)
    .check();
  await expectAccessible();
  await page.goto(`/admin/media?view=list&q=${word}`);
  await expect(page.getByRole("rowheader")).toHaveCount(2);
  await expectAccessible();
  await page
    .getByRole("rowheader")
    .getByRole("link", { name: `${word}.png` })
    .click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`${word}.png`);
  await expectAccessible();
  await Editor.begin(page);
  await page.getByRole("toolbar", { name: "Formatting, English" }).getByRole("button", { name: "Image or file" }).click();
  await page.getByRole("list", { name: "Files to choose from" }).waitFor();
  await expectAccessible();
});

test("an empty library says what to do", async ({ page, newSite, expectAccessible }) => {
  await page.goto(await newSite.setUpLink());
  await page.getByLabel("First name").fill("Jonas");
  await page.getByLabel("Last name").fill("Feddersen");
  await page.getByLabel("E-mail").fill("jonas@nordlicht.example");
  await page.getByLabel("New password").fill("vier Nächte im Februar");
  await page.getByRole("button", { name: "Create the account" }).click();
  await page.getByRole("navigation", { name: "Admin" }).getByRole("link", { name: "Media" }).click();
  await expect(page.getByRole("heading", { name: "The library is empty" })).toBeVisible();
  await expectAccessible();
  await page.getByRole("link", { name: "Trash" }).click();
  await expect(page.getByRole("heading", { name: "The trash is empty" })).toBeVisible();
});

/** Lets so many bytes go up in a second, until the function that it gives is called. */
async function slow(page: Page, uploadThroughput: number): Promise<() => Promise<void>> {
  const browser = await page.context().newCDPSession(page);
  const conditions = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput };
  await browser.send("Network.emulateNetworkConditions", conditions);
  return async () => {
    await browser.send("Network.emulateNetworkConditions", { ...conditions, uploadThroughput: -1 });
  };
}
