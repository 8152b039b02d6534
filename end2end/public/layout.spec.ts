// How pages stand on the screen: nothing moves while they arrive, nothing is wider than the window, in either direction of writing.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import type { Locator, Page } from "@playwright/test";
import { expect, test, unique } from "../test.ts";
import { sent } from "../whitepapers.ts";

const whitepaper = "/whitepapers/fault-location-seven-methods";

/** One address of each kind of page. */
const pages = [
  "/",
  "/de",
  "/about",
  "/insights/reading-fault-records",
  "/services/earth-faults",
  "/book",
  "/contact",
  "/privacy",
  "/whitepapers",
  whitepaper,
  "/de/whitepapers/fehlerortung-sieben-verfahren",
  "/search",
  "/search?q=earth",
  "/no-such-page",
  "/admin/sign-in",
];

for (const width of [390, 768, 1440]) {
  test(`nothing moves while a page arrives, at ${width} px`, { tag: "@wasm" }, async ({ page }) => {
    test.slow();
    await page.setViewportSize({ width, height: 900 });
    await slowLine(page);
    for (const path of [...pages, await thanks(page)]) {
      await page.goto(path, { waitUntil: "networkidle" });
      expect(await moved(page), path).toEqual([]);
    }
  });
}

test("nothing moves on the front page wherever a slow line stops in it", { tag: "@wasm" }, async ({ page, site }) => {
  const html = Buffer.from(await (await fetch(site.url)).text());
  const stops = ['href="#field-lit"', "</h1>", 'class="row"', "<dt>", "</dt>", "</dd>", "<footer"].flatMap((words) => {
    const first = html.indexOf(words);
    expect(first, words).toBeGreaterThan(0);
    return [first, first + words.length];
  });
  let stop = 0;
  const line = createServer(async (request, response) => {
    const answer = await fetch(site.url + request.url);
    const body = Buffer.from(await answer.arrayBuffer());
    response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "" });
    if (request.url === "/") {
      response.write(body.subarray(0, stop));
      // The time is what is tested: the browser draws what it has.
      await pause(300);
      response.end(body.subarray(stop));
    } else {
      response.end(body);
    }
  });
  await new Promise<void>((resolve) => line.listen(0, "127.0.0.1", resolve));
  await page.setViewportSize({ width: 1440, height: 900 });
  for (stop of stops) {
    await page.goto(`http://127.0.0.1:${(line.address() as AddressInfo).port}/`, { waitUntil: "networkidle" });
    expect(await moved(page), `after ${html.subarray(stop - 40, stop)}`).toEqual([]);
  }
  line.close();
  line.closeAllConnections();
});

test("only the first picture of a page is fetched before it is near", async ({ page }) => {
  await page.goto("/insights/reading-fault-records");
  const pictures = page.getByRole("main").locator("img");
  await expect(pictures.first()).toHaveAttribute("fetchpriority", "high");
  await expect(pictures.first()).not.toHaveAttribute("loading");
  await page.goto(whitepaper);
  const unhurried = await page.getByRole("main").locator("img").all();
  for (const picture of unhurried.slice(1)) await expect(picture).toHaveAttribute("loading", "lazy");
});

test("the header is one row at every width, whatever the menu says", async ({ page, site }) => {
  const word = unique();
  for (const menu of [
    [],
    ["Calibration", "Laboratories and networks"],
    ["Wissenschaftliche Veröffentlichungen", "WWW MMM WWW"],
  ]) {
    menu.forEach((title, place) => {
      site.import({ [`menu-${word}-${title.length}.en.md`]: menuPage(title, `menu-${word}-${title.length}`, place) });
    });
    for (const path of ["/", "/de"]) {
      // A menu that is read from the settings may be two seconds old.
      await expect(async () => {
        await page.goto(path);
        for (const title of menu) await expect(page.locator(".site-links")).toContainText(title, { timeout: 500 });
      }).toPass();
      for (let width = 320; width <= 1920; width += 20) {
        await page.setViewportSize({ width, height: 700 });
        expect(await headerFaults(page), `${path} at ${width} px with ${menu.join(", ")}`).toEqual([]);
      }
    }
  }
  site.import(
    Object.fromEntries(
      ["Calibration", "Laboratories and networks", "Wissenschaftliche Veröffentlichungen", "WWW MMM WWW"].map((title) => [
        `menu-${word}-${title.length}.en.md`,
        menuPage(title, `menu-${word}-${title.length}`, 90).replace("menu: true", "menu: false"),
      ]),
    ),
  );
});

test(
  "the lit line draws itself once, and stands still for whoever asks for that",
  { tag: "@wasm" },
  async ({ page, browser }) => {
    await page.emulateMedia({ reducedMotion: "no-preference" });
    await page.goto("/");
    expect(await drawn(page)).toEqual({ ms: 1600, start: 1 });
    await page.emulateMedia({ reducedMotion: "reduce" });
    await page.reload();
    expect((await drawn(page)).ms).toBeLessThan(1);
    expect(browser.isConnected()).toBe(true);
  },
);

test("the whole menu stands in the header of a laptop, and behind a button where it does not fit", async ({ page }) => {
  const banner = page.getByRole("banner");
  for (const [path, name, services, search, book] of [
    ["/", "Menu", "Services", "Search", "Book a consultation"],
    ["/de", "Menü", "Leistungen", "Suche", /^Termin/],
  ] as const) {
    await page.goto(path);
    const menu = page.getByRole("button", { name, exact: true });
    const [links, tools] = [
      banner.getByRole("link", { name: services }),
      [banner.getByRole("link", { name: search }), banner.getByRole("link", { name: book }), banner.locator("[hreflang]")],
    ];
    for (const width of [1200, 1280, 1366, 1440, 1920]) {
      await page.setViewportSize({ width, height: 720 });
      await expect(links, `${path} at ${width} px`).toBeVisible();
      await expect(menu, `${path} at ${width} px`).toBeHidden();
      for (const tool of tools) await expect(tool, `${path} at ${width} px`).toBeVisible();
    }
    // Search, language and the highlighted button stand outside of the menu.
    for (const width of [768, 820, 1024]) {
      await page.setViewportSize({ width, height: 720 });
      await expect(links, `${path} at ${width} px`).toBeHidden();
      await expect(menu, `${path} at ${width} px`).toBeVisible();
      for (const tool of tools) await expect(tool, `${path} at ${width} px`).toBeVisible();
      await menu.click();
      await expect(links, `${path} at ${width} px`).toBeVisible();
      await page.keyboard.press("Escape");
      await expect(links, `${path} at ${width} px`).toBeHidden();
    }
  }
});

test("the keyboard goes through the header in the order in which it stands", async ({ page }) => {
  for (const width of [768, 1280]) {
    await page.setViewportSize({ width, height: 720 });
    await page.goto("/about");
    await page.keyboard.press("Tab");
    let last = -1;
    for (let stop = 0; ; stop += 1) {
      await page.keyboard.press("Tab");
      const left = await page.evaluate(() => {
        const focused = document.activeElement;
        return focused?.closest(".site-header") ? focused.getBoundingClientRect().left : undefined;
      });
      if (left === undefined) {
        expect(stop).toBeGreaterThan(width === 768 ? 4 : 8);
        break;
      }
      expect(left, `stop ${stop} at ${width} px`).toBeGreaterThan(last);
      last = left;
    }
  }
});

test("the drawing of the front page ends at the edge of the window", { tag: "@wasm" }, async ({ page }) => {
  for (const width of [1440, 1837, 2560, 3840]) {
    await page.setViewportSize({ width, height: 900 });
    await page.goto("/");
    const drawing = await page.locator(".hero-lines").boundingBox();
    expect(drawing && drawing.x + drawing.width, `${width} px`).toBeGreaterThanOrEqual(width);
    expect(drawing?.y, `${width} px`).toBeLessThanOrEqual(0);
  }
});

test("words of 84 letters break, and tables scroll in a region of their own", async ({ page, site, expectAccessible }) => {
  const word = "Netzschutzgeraeteeinstellwertpruefprotokollablageverzeichnis".padEnd(84, "se");
  const slug = `long-${unique()}`;
  site.import({ [`${slug}.en.md`]: longPage(word, slug), [`${slug}.de.md`]: longPage(word, `${slug}-de`) });
  for (const path of [`/${slug}`, `/de/${slug}-de`, `/search?q=${word}`, `/whitepapers?q=${word}`]) {
    for (const width of [320, 390, 768, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(path);
      await expectNoSidewaysScrolling(page, `${path} at ${width} px`);
    }
  }
  await page.setViewportSize({ width: 320, height: 900 });
  await page.goto(`/${slug}`);
  const table = page.getByRole("region", { name: "First, Second, Third" });
  expect(await table.evaluate((frame) => frame.scrollWidth > frame.clientWidth)).toBe(true);
  await table.focus();
  await expect(table).toBeFocused();
  await expectAccessible();
});

test("at 400 % nothing scrolls sideways", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 256 });
  for (const path of pages) {
    await page.goto(path);
    await expectNoSidewaysScrolling(page, path);
  }
});

test("a page that is written from right to left begins on the right", async ({ page, site, expectAccessible }) => {
  const slug = `arabic-${unique()}`;
  site.import({ [`${slug}.en.md`]: arabicPage(slug) });
  // The sample site has no such language. HTTP tests check the server's part; this test checks the layout.
  for (const path of [`/${slug}`, whitepaper]) {
    await page.route(path, async (route) => {
      const answer = await route.fetch();
      const body = (await answer.text())
        .replace('<html lang="en"', '<html lang="ar" dir="rtl"')
        .replace("<body", '<body lang="en"');
      await route.fulfill({ response: answer, body });
    });
    for (const width of [320, 390, 768, 1024, 1180, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(path);
      await expectNoSidewaysScrolling(page, `${path} at ${width} px`);
      expect(await headerFaults(page), `${path} at ${width} px`).toEqual([]);
      const [logo, heading] = [page.getByRole("banner").locator(".logo"), page.getByRole("heading", { level: 1 })];
      expect(await isAtStart(logo), "the logo").toBe(true);
      expect(await isAtStart(heading), "the heading").toBe(true);
    }
    await expectAccessible();
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  const [name, surname] = [page.getByLabel("First name"), page.getByLabel("Last name")];
  expect((await name.boundingBox())?.x, "the first field stands on the right").toBeGreaterThan(
    (await surname.boundingBox())?.x ?? 0,
  );
});

test("on paper stand the text and its pictures, without form, menu and buttons", async ({ page, site }) => {
  const slug = `paper-${unique()}`;
  site.import({ [`${slug}.en.md`]: `---\ntitle: Paper\nslug: ${slug}\nstatus: published\n---\n\n${"Text. ".repeat(40)}\n` });
  for (const { path, sheets } of [
    { path: whitepaper, sheets: 2 },
    { path: "/insights/reading-fault-records", sheets: 3 },
    { path: `/${slug}`, sheets: 1 },
  ]) {
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    await page.goto(path);
    for (const gone of ["form", ".button", ".site-nav", ".site-footer", ".register", ".crumbs"]) {
      await expect(page.locator(gone).filter({ visible: true }), `${gone} of ${path}`).toHaveCount(0);
    }
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.locator("body")).toHaveCSS("background-color", "rgb(255, 255, 255)");
    await page.emulateMedia({ media: null, colorScheme: null });
    const paper = await page.pdf({ format: "A4", preferCSSPageSize: true });
    expect(paper.toString("latin1").match(/\/Type \/Page\b/g)?.length, `sheets of ${path}`).toBeLessThanOrEqual(sheets);
  }
});

/** As a phone in a tunnel: what comes late moves what was there. */
async function slowLine(page: Page): Promise<void> {
  const client = await page.context().newCDPSession(page);
  await client.send("Network.enable");
  await client.send("Network.setCacheDisabled", { cacheDisabled: true });
  await client.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: 80,
    downloadThroughput: 60_000,
    uploadThroughput: 60_000,
  });
}

/** What moved, down to the end of the page. */
async function moved(page: Page): Promise<string[]> {
  await page.evaluate(async () => {
    for (let y = 0; y < document.body.scrollHeight; y += 700) {
      scrollTo(0, y);
      await new Promise(requestAnimationFrame);
    }
    await Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)));
  });
  return page.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        const found: string[] = [];
        type Shift = PerformanceEntry & { value: number; sources: { node: Node | null }[] };
        new PerformanceObserver((list) => {
          for (const shift of list.getEntries() as Shift[]) {
            const nodes = shift.sources.map(({ node }) => (node as Element | null)?.className || node?.nodeName);
            found.push(`${shift.value.toFixed(4)}: ${nodes.join(", ")}`);
          }
        }).observe({ type: "layout-shift", buffered: true });
        requestAnimationFrame(() => setTimeout(() => resolve(found), 50));
      }),
  );
}

/** The page that a reader sees who has sent the form. */
async function thanks(page: Page): Promise<string> {
  await page.goto(whitepaper);
  await page.getByLabel("First name").fill("Ada");
  await page.getByLabel("Last name").fill("Berg");
  await page.getByLabel("E-mail").fill(`${unique()}@stadtwerke.example`);
  await page.getByLabel("Company").fill("Stadtwerke Eutin");
  await page.getByLabel(/I have read the/).check();
  await sent(page, "Get the whitepaper");
  return new URL(page.url()).pathname;
}

/** What stands wrong in the header: more than one row, or something past its edges. */
function headerFaults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const header = document.querySelector<HTMLElement>(".site-header");
    if (!header) return ["there is no header"];
    const { left, right, height } = header.getBoundingClientRect();
    const shown = [...header.querySelectorAll<HTMLElement>(".logo, .site-toggle, .site-link, .site-tools > *")].filter(
      (element) => element.checkVisibility(),
    );
    const faults = shown
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.left < left - 13 || box.right > right + 13 || box.height > 60)
      .map(({ element }) => `${element.className}: ${element.textContent} is outside`);
    const sorted = shown.map((element) => element.getBoundingClientRect()).sort((a, b) => a.left - b.left);
    const overlaps = sorted.some((box, place) => place > 0 && box.left < (sorted[place - 1]?.right ?? 0) - 1);
    if (overlaps) faults.push("parts overlap");
    if (height > 80) faults.push(`it is ${height} px high`);
    return faults;
  });
}

/** How long the lit line takes, and how much of it is missing at first. */
function drawn(page: Page): Promise<{ ms: number; start: number }> {
  return page.evaluate(() => {
    const [line] = document.querySelectorAll('.hero-lines use[href="#field-lit"]');
    const [animation] = line?.getAnimations() ?? [];
    if (!line || !animation) return { ms: 0, start: 0 };
    animation.pause();
    animation.currentTime = 0;
    const ms = Number(animation.effect?.getTiming().duration);
    return { ms, start: parseFloat(getComputedStyle(line).strokeDashoffset) };
  });
}

async function expectNoSidewaysScrolling(page: Page, where: string): Promise<void> {
  const [inner, outer] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  expect(inner, where).toBeLessThanOrEqual(outer ?? 0);
}

/** Whether something begins at the right edge of what it stands in. */
function isAtStart(element: Locator): Promise<boolean> {
  return element.evaluate((node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    const frame = (node.parentElement ?? document.body).getBoundingClientRect();
    return Math.abs(frame.right - range.getBoundingClientRect().right) < 24;
  });
}

function menuPage(title: string, slug: string, place: number): string {
  return `---\ntitle: ${title}\nslug: ${slug}\nstatus: published\nmenu: true\nsort_order: ${80 + place}\n---\n\nText.\n`;
}

function longPage(word: string, slug: string): string {
  return `---
title: ${word}
slug: ${slug}
excerpt: ${word}
status: published
---

## ${word}

${word} and [${word}](/about), \`${word}\`.

- ${word}

> ${word}

| First | Second | Third |
|---|---|---|
| ${word} | ${word} | ${word} |

::: features
## ${word} one

### [${word}](/about)
${word}
:::

::: numbers
## Numbers

- 12 | ${word}
- ${word} | words
:::

::: call
## ${word} two

${word}

[${word}](/contact)
:::
`;
}

function arabicPage(slug: string): string {
  return `---
title: نجد العطل قبل أن تجده الشبكة
slug: ${slug}
excerpt: مهندسون استشاريون لشبكات الجهد المتوسط.
status: published
---

## ما الذي نقيسه

نقيس وننمذج ونعيد بناء شبكات من 10 إلى 110 كيلوفولت.

- قياس الأعطال الأرضية
- جودة الطاقة

> نعد فقط بما قسناه.

| الطريقة | المتوسط | الأسوأ |
|---|---|---|
| الموجة المتنقلة | 38 | 120 |

::: call
## أحضر لنا القراءة التي لا يفسرها أحد

ثلاثون دقيقة بلا مقابل.

[احجز موعدا](/book) [كيف نعمل](/how-we-work)
:::
`;
}
