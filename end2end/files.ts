// Small files to upload, made anew each time: the library takes each content once.
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { crc32, deflateSync } from "node:zlib";
import type { Locator, Page } from "@playwright/test";

/** What a field for files takes. */
export type Upload = { name: string; mimeType: string; buffer: Buffer };

/** A picture of one colour; a random one, so that no two are the same. Noise cannot be made smaller: three bytes a pixel. */
export function png(name: string, { width = 64, height = 48, colour = randomBytes(3), noise = false } = {}): Upload {
  const pixel = () => (noise ? randomBytes(3) : colour);
  const row = () => Buffer.concat([Buffer.from([0]), ...Array.from({ length: width }, pixel)]);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const buffer = Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(Buffer.concat(Array.from({ length: height }, row)))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
  return { name, mimeType: "image/png", buffer };
}

/** A document of one empty page. */
export function pdf(name: string): Upload {
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
    `<< /Title (${randomBytes(6).toString("hex")}) >>`,
  ];
  let text = "%PDF-1.4\n";
  const offsets = objects.map((object, at) => {
    const offset = text.length;
    text += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return String(offset).padStart(10, "0");
  });
  const table = text.length;
  const rows = ["0000000000 65535 f ", ...offsets.map((offset) => `${offset} 00000 n `)];
  text += `xref\n0 ${rows.length}\n${rows.join("\n")}\n`;
  text += `trailer\n<< /Size ${rows.length} /Root 1 0 R /Info 4 0 R >>\nstartxref\n${table}\n%%EOF\n`;
  return { name, mimeType: "application/pdf", buffer: Buffer.from(text, "latin1") };
}

/** Three seconds of a test picture with a tone: H.264 (baseline) and AAC, 160 × 90. */
export function mp4(name: string): Upload {
  const film = readFileSync(path.join(import.meta.dirname, "fixtures/film.mp4"));
  const box = Buffer.alloc(24);
  box.writeUInt32BE(box.length, 0);
  box.write("free", 4, "latin1");
  randomBytes(16).copy(box, 8);
  return { name, mimeType: "video/mp4", buffer: Buffer.concat([film, box]) };
}

/** A page that calls itself a picture. */
export function html(name: string): Upload {
  return { name, mimeType: "image/jpeg", buffer: Buffer.from("<!doctype html><script>alert(1)</script>") };
}

export function empty(name: string): Upload {
  return { name, mimeType: "application/pdf", buffer: Buffer.alloc(0) };
}

function chunk(kind: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind, "latin1"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** Holds the first upload back until the answer is called. */
export async function holdFirstUpload(page: Page): Promise<() => void> {
  let letGo = (): void => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  let isFirst = true;
  await page.route("**/admin/media/upload", async (route) => {
    const isHeld = isFirst;
    isFirst = false;
    if (isHeld) await held;
    await route.continue();
  });
  return letGo;
}

/** Drops pictures on a text, or pastes them. */
export async function give(text: Locator, way: "drop" | "paste", pictures: Upload[]): Promise<void> {
  const files = pictures.map(({ name, buffer }) => ({ name, bytes: [...buffer] }));
  await text.evaluate(
    (area, { way, files }) => {
      const data = new DataTransfer();
      for (const { name, bytes } of files) data.items.add(new File([new Uint8Array(bytes)], name, { type: "image/png" }));
      const options = { bubbles: true, cancelable: true };
      area.dispatchEvent(
        way === "drop"
          ? new DragEvent("drop", { ...options, dataTransfer: data })
          : new ClipboardEvent("paste", { ...options, clipboardData: data }),
      );
    },
    { way, files },
  );
}
