// Serves a development build on http://127.0.0.1:3000 and builds and starts it again whenever a file changes.
//
// A changed stylesheet takes a moment, a changed server one compilation, a changed screen two. Reload the page yourself.

import { spawn } from "node:child_process";
import { readdirSync, statSync, watch } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
// Its own folder, so that a bundle for development never ends up in a release.
const bundle = "target/bundle-dev";

const steps = {
  bundle: ["tools/bundle", "dev", bundle],
  assets: ["node", "tools/assets.mjs", "--profile", "dev", "--bundle", bundle],
  server: ["cargo", "build", "--package", "server"],
};
/** What has to be built again after a change in a folder, in this order. */
const consequences = {
  "app/store": ["server"],
  app: ["bundle", "assets", "server"],
  frontend: ["bundle", "assets"],
  server: ["server"],
  migrations: ["server"],
  demo: ["server"],
  style: ["assets"],
  public: ["assets"],
};

let pending = new Set(Object.keys(steps));
let server;
let wake = () => {};

for (const folder of ["app", "frontend", "server", "migrations", "demo", "style", "public"]) follow(folder);

for (;;) {
  if (pending.size === 0) await new Promise((resolve) => (wake = resolve));
  const due = pending;
  pending = new Set();
  if (await build(due)) await restart();
}

/** Whether every step that is due went well; a failed one waits for the next change. */
async function build(due) {
  for (const name of Object.keys(steps)) {
    if (!due.has(name)) continue;
    if ((await run(...steps[name])) === 0) due.delete(name);
    else {
      for (const left of due) pending.add(left);
      await new Promise((resolve) => (wake = resolve));
      return false;
    }
  }
  return true;
}

function run(command, ...args) {
  return new Promise((resolve) => {
    spawn(command, args, { cwd: root, stdio: "inherit" }).on("close", resolve);
  });
}

async function restart() {
  if (server && server.exitCode === null) {
    const ended = new Promise((resolve) => server.on("close", resolve));
    server.kill("SIGTERM");
    await ended;
  }
  server = spawn("target/debug/magnetiq", ["serve"], { cwd: root, stdio: "inherit" });
}

/**
 * Notes what changes in a folder and below. Each folder is watched by itself: watched as a whole, a file that an editor replaces when it
 * saves is lost after the first time.
 */
function follow(folder) {
  const watcher = watch(path.join(root, folder), (_event, file) => {
    const changed = path.join(folder, file ?? "");
    if (isFolder(changed)) follow(changed);
    const area = Object.keys(consequences).find((area) => changed.startsWith(area + path.sep));
    for (const step of consequences[area] ?? []) pending.add(step);
    wake();
  });
  watcher.on("error", () => watcher.close());
  for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
    if (entry.isDirectory()) follow(path.join(folder, entry.name));
  }
}

function isFolder(file) {
  return statSync(path.join(root, file), { throwIfNoEntry: false })?.isDirectory() ?? false;
}
