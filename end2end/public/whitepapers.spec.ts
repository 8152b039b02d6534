// Whitepapers: found, asked for, downloaded; by the page and by the mailed link, until it is used up.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Download, Page } from "@playwright/test";
import { sent } from "../whitepapers.ts";
import { expect, type Site, test, unique } from "../test.ts";

const paper = "/whitepapers/fault-location-seven-methods";

test("the list is narrowed, and says when nothing is left", async ({ page }) => {
  await page.goto("/whitepapers");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Whitepapers");
  await expect(page.getByRole("status")).toHaveText(/^\d+ whitepapers$/);
  const search = page.getByRole("main").getByRole("searchbox", { name: "Search" });
  await search.fill("batter");
  await page.getByRole("button", { name: "Show results" }).click();
  await expect(page.getByRole("main").getByRole("listitem").getByRole("heading")).toHaveText([
    "Battery storage at the 20 kV busbar",
  ]);
  await expect(search).toHaveValue("batter");
  await page.goto("/whitepapers?q=zzzz");
  await expect(page.getByRole("heading", { level: 2, name: "No whitepaper matches" })).toBeVisible();
  await page.getByRole("link", { name: "Clear" }).click();
  await expect(page).toHaveURL("/whitepapers");
});

test("a paper is known by the first page of its file", async ({ page }) => {
  // One whose editor chose no cover.
  const plain = "/de/whitepapers/stoerlichtbogen-checkliste";
  // The pages are counted and the first is made into a picture in the background, once.
  await expect(async () => {
    await page.goto(plain);
    await expect(page.getByText(/^PDF, .+, \d+ Seiten?$/)).toBeVisible({ timeout: 500 });
    const cover = page.getByRole("complementary").locator("img");
    await expect(cover).toHaveAttribute("src", /^\/media\/[0-9a-f]{64}\/\d+\//, { timeout: 1_000 });
    expect(await cover.evaluate((img: HTMLImageElement) => img.decode().then(() => img.naturalHeight > img.naturalWidth))).toBe(
      true,
    );
  }).toPass();
});

test("drafts and what is planned are not found", async ({ page }) => {
  await page.goto("/de/whitepapers");
  await expect(page.getByText("Redispatch für Stadtwerke")).toHaveCount(0);
  for (const hidden of ["/de/whitepapers/redispatch-fuer-stadtwerke", "/whitepapers/cable-records-that-hold"]) {
    expect((await page.goto(hidden))?.status(), hidden).toBe(404);
  }
});

test("whitepapers are reached from the menu, from articles and from the footer", async ({ page }) => {
  await page.goto("/insights/reading-fault-records");
  await expect(page.getByRole("main").locator(`a[href="${paper}"]`)).toBeVisible();
  await expect(page.getByRole("contentinfo").locator(`a[href="${paper}"]`)).toBeVisible();
  await page.getByRole("banner").getByRole("link", { name: "Whitepapers" }).click();
  await expect(page).toHaveURL("/whitepapers");
  await expect(page.getByRole("banner").getByRole("link", { name: "Whitepapers" })).toHaveAttribute("aria-current", "page");
});

test("the form is one step from the head of the page, and stands before the cover on a small screen", async ({ page }) => {
  for (const { width, height } of [
    { width: 390, height: 844 },
    { width: 768, height: 1024 },
    { width: 1440, height: 900 },
  ]) {
    await page.setViewportSize({ width, height });
    await page.goto(paper);
    const [way, form] = [page.getByRole("link", { name: "Get the whitepaper" }), page.locator("#get")];
    await expect(way).toBeInViewport();
    const cover = page.getByRole("complementary");
    const [formBox, coverBox] = [await form.boundingBox(), await cover.boundingBox()];
    expect(formBox?.y, `${width} px`).toBeLessThan(1_200);
    if (width < 896) expect(coverBox?.y).toBeGreaterThan(formBox?.y ?? Infinity);
    await way.click();
    await expect(form).toBeInViewport();
  }
});

test("on a small screen the filters open from a button, which says how many are chosen", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/whitepapers");
  const search = page.getByRole("main").getByRole("searchbox", { name: "Search" });
  await expect(search).toBeHidden();
  await page.getByText("Filter whitepapers", { exact: true }).click();
  await search.fill("batter");
  await page.getByRole("button", { name: "Show results" }).click();
  await expect(search).toBeHidden();
  await expect(page.locator("summary")).toHaveText(/^Filter whitepapers\s+1$/);
  await expect(page.getByRole("status")).toHaveText(/^1 of \d+ whitepapers$/);
  await expect(page.getByRole("status"), "what was found is seen").toBeInViewport();
  await page.goto("/whitepapers?q=nothingofthatkind");
  await expect(page.getByText("No whitepaper matches")).toBeVisible();
  await expect(page.getByRole("status"), "that nothing was found is seen").toBeInViewport();
  await expect(page.getByRole("button", { name: "Search the whole site" })).toBeVisible();
  await page.getByRole("link", { name: "All whitepapers" }).click();
  await expect(page).toHaveURL("/whitepapers");
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto("/whitepapers");
  await expect(search).toBeVisible();
});

test("a paper without a form is one click away", async ({ page }) => {
  await page.goto("/whitepapers/grid-code-on-site");
  const download = await downloaded(page, () => page.getByRole("link", { name: "Download" }).first().click());
  expect(download.suggestedFilename()).toBe("grid-code-on-site.pdf");
  expect(
    readFileSync(await download.path())
      .subarray(0, 5)
      .toString(),
  ).toBe("%PDF-");
  expect(await page.context().cookies()).toEqual([]);
});

test("a paper is asked for, wrongly, then rightly, and the mailed link gives it until it is used up", async ({ page, site }) => {
  const email = `${unique()}@stadtwerke.example`;

  await test.step("what is wrong is said at its field, and what was typed stays", async () => {
    await page.goto(`${paper}?utm_source=spec`);
    await page.getByLabel("First name").fill("Ada");
    await page.getByLabel("Last name").fill(`</textarea><script>alert(1)</script>"`);
    await page.getByLabel("E-mail").fill("ada@nowhere");
    const answered = page.waitForResponse((answer) => answer.request().method() === "POST");
    await page.getByRole("button", { name: "Get the whitepaper" }).click();
    expect((await answered).status()).toBe(422);
    await expect(page.getByRole("alert")).toContainText("Something needs correcting");
    await expect(page.getByRole("alert")).toBeInViewport();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain("Something needs correcting");
    await expect(page.getByLabel("E-mail")).toHaveAccessibleDescription(/looks like name@company\.com/);
    await expect(page.getByLabel("Company")).toHaveAttribute("aria-invalid", "true");
    await expect(page.getByLabel("E-mail")).toHaveValue("ada@nowhere");
    await expect(page.getByLabel("Last name")).toHaveValue(`</textarea><script>alert(1)</script>"`);
    await expect(page.locator("main script")).toHaveCount(0);
    expect(await page.context().cookies()).toEqual([]);
  });

  await test.step("then it leads to the file", async () => {
    await page.getByLabel("Last name").fill("Berg");
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("Company").fill("Stadtwerke Eutin");
    await page.getByLabel(/I have read the/).check();
    await page.getByLabel(/Remember me on this device/).check();
    await sent(page, "Get the whitepaper");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Thank you");
    const next = page.getByRole("region", { name: "Read next" });
    await expect(next.getByRole("listitem")).toHaveCount(3);
    await expect(next.getByRole("link", { name: "Fault location" })).toHaveCount(0);
    await expect(page.getByRole("main").getByRole("link", { name: "Book a consultation" })).toHaveAttribute("href", "/book");
    const [cookie, ...others] = await page.context().cookies();
    expect(others).toEqual([]);
    expect(cookie).toMatchObject({ name: "magnetiq-reader", httpOnly: true, sameSite: "Lax" });
    const download = await downloaded(page, () => page.getByRole("button", { name: "Download" }).click());
    expect(download.suggestedFilename()).toBe("fault-location-seven-methods.pdf");
  });

  await test.step("so does the mailed link, four times more", async () => {
    const link = await mailedLink(site, email);
    for (let left = 4; left > 0; left--) {
      await page.goto(link);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your whitepaper");
      await downloaded(page, () => page.getByRole("button", { name: "Download" }).click());
    }
    expect((await page.goto(link))?.status()).toBe(410);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("This link has been used up");
    await expect(page.getByText("Request the whitepaper again, and we send you a new link.")).toBeVisible();
    await page.getByRole("link", { name: "Request a new link" }).click();
    await expect(page).toHaveURL(`${paper}#get`);
    await expect(page.locator("#get")).toBeInViewport();
  });

  await test.step("and the browser is known", async () => {
    await page.goto("/whitepapers/battery-storage-20-kv");
    await expect(page.getByRole("heading", { name: "Welcome back, Ada" })).toBeVisible();
    await downloaded(page, () => page.getByRole("button", { name: "Download" }).click());
    await page.getByRole("link", { name: "That is not me" }).click();
    await expect(page.getByLabel("E-mail")).toHaveValue("");
  });
});

test("while it is typed, the same rules answer", { tag: "@wasm" }, async ({ page }) => {
  const wasm: string[] = [];
  page.on("request", (request) => request.url().includes(".wasm") && wasm.push(request.url()));
  await page.goto(paper);
  await page.waitForLoadState("networkidle");
  expect(wasm, "nothing is loaded before the form is touched").toEqual([]);
  await page.getByLabel("E-mail").focus();
  await expect(page.locator("leptos-island[data-awake]")).not.toHaveCount(0);
  await page.getByLabel("E-mail").fill("ada@nowhere");
  await page.getByLabel("Company").focus();
  await expect(page.getByLabel("E-mail")).toHaveAccessibleDescription(/looks like name@company\.com/);
  await page.getByLabel("E-mail").fill("ada@stadtwerke.example");
  await expect(page.getByLabel("E-mail")).not.toHaveAttribute("aria-invalid");
});

test("the form speaks German", async ({ page }) => {
  await page.goto("/de/whitepapers/fehlerortung-sieben-verfahren");
  await page.getByRole("button", { name: "Whitepaper anfordern" }).click();
  await expect(page.getByRole("alert")).toContainText("Etwas muss noch berichtigt werden");
  await expect(page.getByLabel("Vorname")).toHaveAccessibleDescription("Diese Angabe fehlt noch.");
});

test("whitepapers shut nobody out", async ({ page, expectAccessible }) => {
  for (const address of ["/whitepapers", "/whitepapers?q=zzzz", paper, "/de/whitepapers/fehlerortung-sieben-verfahren"]) {
    await page.goto(address);
    await expectAccessible();
  }
  await page.goto(paper);
  await page.getByRole("button", { name: "Get the whitepaper" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await expectAccessible();
});

async function downloaded(page: Page, act: () => Promise<void>): Promise<Download> {
  const [download] = await Promise.all([page.waitForEvent("download"), act()]);
  return download;
}

/** The link in the mail to this address, as soon as the worker has written it. */
async function mailedLink(site: Site, email: string): Promise<string> {
  const folder = path.join(site.folder, "mail");
  let link: string | undefined;
  await expect(() => {
    const mails = readdirSync(folder)
      .filter((name) => name.endsWith(".eml"))
      .map((name) => readFileSync(path.join(folder, name), "utf8"));
    const mail = mails.find((text) => text.includes(email));
    // Lines of quoted-printable end in "=" where they go on (RFC 2045, 6.7).
    link = /https?:\/\/\S+?\/whitepapers\/link\/[\w-]{43}/.exec(mail?.replace(/=\r?\n/g, "") ?? "")?.[0];
    expect(link, "a mail with a link").toBeTruthy();
  }).toPass();
  return link ?? "";
}
