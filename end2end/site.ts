// Starts the built program on a free port with a folder of its own, and ends it again.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";

export type Role = "viewer" | "editor" | "admin";
export type Person = { email: string; password: string; role: Role; firstName: string; lastName: string };

export const people: Record<Role, Person> = {
  viewer: person("viewer", "Vera", "Lindqvist"),
  editor: person("editor", "Aylin", "Demir"),
  admin: person("admin", "Jonas", "Feddersen"),
};

/** Somebody nobody else signs in as. */
export function someone(role: Role): Person {
  const name = `${role}-${unique()}`;
  return { ...people[role], email: `${name}@nordlicht.example`, lastName: `Nr ${name.slice(-6)}` };
}

/** A word that stands nowhere else, for titles, slugs and addresses: specs share a site. */
export function unique(): string {
  return randomBytes(5).toString("hex");
}

function person(role: Role, firstName: string, lastName: string): Person {
  return { role, firstName, lastName, email: `${role}@nordlicht.example`, password: `a long ${role} password` };
}

const program = process.env.MAGNETIQ_PROGRAM ?? path.resolve(import.meta.dirname, "../target/quick/magnetiq");

/** A line at level ERROR, as text or as JSON, and what a panic prints that no log took. */
const wrong = /^\S+\s+ERROR\s|"level":"ERROR"|\bpanicked at\b|^fatal runtime error|has overflowed its stack/;

/** A running Magnetiq. */
export class Site {
  readonly url: string;
  readonly folder: string;
  readonly #environment: NodeJS.ProcessEnv;
  #process?: ChildProcess;
  #log = "";
  /** How much of the log has been looked through. */
  #seen = 0;
  static readonly #all = new Set<Site>();

  private constructor(port: number, environment: NodeJS.ProcessEnv) {
    this.url = `http://127.0.0.1:${port}`;
    this.folder = mkdtempSync(path.join(tmpdir(), "magnetiq-"));
    this.#environment = {
      PATH: process.env.PATH,
      MAGNETIQ_ENV: "development",
      MAGNETIQ_REQUESTS_PER_SECOND: "0",
      MAGNETIQ_LOG: "info",
      NO_COLOR: "1",
      MAGNETIQ_ADDR: `127.0.0.1:${port}`,
      MAGNETIQ_BASE_URL: this.url,
      MAGNETIQ_DATABASE: path.join(this.folder, "magnetiq.db"),
      MAGNETIQ_MEDIA_DIR: path.join(this.folder, "media"),
      MAGNETIQ_BACKUP_DIR: path.join(this.folder, "backups"),
      MAGNETIQ_MAIL_DIR: path.join(this.folder, "mail"),
      MAGNETIQ_FORMS_PER_MINUTE: "0",
      // Every spec signs in from the same address.
      MAGNETIQ_SIGN_IN_PER_MINUTE: "0",
      ...environment,
    };
  }

  /** With the sample content and one person of each role; `empty` starts as a new installation does. */
  static async start({ empty = false, environment = {} as NodeJS.ProcessEnv } = {}): Promise<Site> {
    const site = new Site(await freePort(), environment);
    Site.#all.add(site);
    try {
      site.run(["migrate"]);
      if (!empty) {
        site.run(["seed", "demo"]);
        for (const person of Object.values(people)) site.add(person);
      }
      await site.#serve();
      return site;
    } catch (error) {
      await site.stop();
      throw error;
    }
  }

  /** Runs a command of the program on this site's data and returns what it prints. */
  run(command: string[], input = ""): string {
    return execFileSync(program, command, { cwd: this.folder, env: this.#environment, input, encoding: "utf8" });
  }

  add({ email, password, role, firstName, lastName }: Person): void {
    const names = ["--first-name", firstName, "--last-name", lastName];
    this.run(["user", "create", "--email", email, "--role", role, ...names], `${password}\n`);
  }

  /** Imports pages: by name (`about.en.md`), front matter and Markdown. What has the same name before the language is one page. */
  import(pages: Record<string, string>): void {
    const folder = mkdtempSync(path.join(this.folder, "pages-"));
    for (const [name, text] of Object.entries(pages)) writeFileSync(path.join(folder, name), text);
    this.run(["import", "pages", folder]);
  }

  /** The one-time link that the program prints while there is no admin. */
  async setUpLink(): Promise<string> {
    const deadline = Date.now() + 5_000;
    for (;;) {
      const link = /http\S+\/admin\/set-up\/\w+/.exec(this.#log)?.[0];
      if (link) return link;
      if (Date.now() > deadline) throw new Error(`the program printed no link:\n${this.#log}`);
      await pause(50);
    }
  }

  /** The latest mail to this address that holds `like`, once it was written, with the lines joined that were broken on the way (RFC 2045, 6.7). */
  async mailTo(email: string, like = /(?:)/): Promise<string> {
    const folder = path.join(this.folder, "mail");
    const deadline = Date.now() + 15_000;
    for (;;) {
      const files = existsSync(folder)
        ? readdirSync(folder)
            .filter((name) => name.endsWith(".eml"))
            .sort()
        : [];
      const mails = files.map((name) => readFileSync(path.join(folder, name), "utf8"));
      const mail = mails
        .filter((text) => text.includes(`<${email}>`) || text.includes(`To: ${email}`))
        .map((text) => text.replaceAll("=\r\n", "").replaceAll("=3D", "="))
        .findLast((text) => like.test(text));
      if (mail) return mail;
      if (Date.now() > deadline) throw new Error(`no mail to ${email} was written`);
      await pause(50);
    }
  }

  /** Everything the program has printed since it started. */
  get log(): string {
    return this.#log;
  }

  /** The errors that all sites have logged since they were asked for last; ended ones are forgotten with that. */
  static newErrors(): string[] {
    return [...Site.#all].flatMap((site) => {
      const isEnded = site.#process?.exitCode != null || site.#process?.signalCode != null;
      // A line may have come only in part.
      const end = isEnded ? site.#log.length : site.#log.lastIndexOf("\n") + 1;
      const lines = site.#log.slice(site.#seen, end).split("\n");
      site.#seen = Math.max(site.#seen, end);
      if (isEnded) Site.#all.delete(site);
      return lines.filter((line) => wrong.test(line)).map((line) => `log: ${line}`);
    });
  }

  /** The logs of those that run. */
  static logs(): [string, string][] {
    return [...Site.#all].map((site) => [site.url, site.#log]);
  }

  async stop(): Promise<void> {
    const running = this.#process;
    if (running && running.exitCode === null && running.signalCode === null) {
      const ended = new Promise((resolve) => running.once("close", resolve));
      running.kill("SIGTERM");
      await ended;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  async #serve(): Promise<void> {
    const running = spawn(program, ["serve"], { cwd: this.folder, env: this.#environment, stdio: ["ignore", "pipe", "pipe"] });
    this.#process = running;
    for (const stream of [running.stdout, running.stderr]) stream.on("data", (text) => (this.#log += text));

    const deadline = Date.now() + 20_000;
    while (!(await this.#isReady())) {
      if (running.exitCode !== null || Date.now() > deadline) throw new Error(`the program did not start:\n${this.#log}`);
      await pause(50);
    }
  }

  async #isReady(): Promise<boolean> {
    return fetch(`${this.url}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    );
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
