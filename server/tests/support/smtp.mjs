// A mail server for the tests. It says what happens as lines of JSON, and behaves as the recipient's name asks:
// `refused@…` 550, `later@…` 450 the first time, `silent@…` never answers, `held@…` answers when it is told to (a line on stdin),
// `lost@…` takes the mail the first time and hangs up without saying so. Arguments: `tls` offers STARTTLS with a certificate that
// nobody trusts, `auth` wants the password "right", `dead` hangs up on everybody until `revive` comes on stdin.

import { createInterface } from "node:readline";
import { SMTPServer } from "smtp-server";

const wants = new Set(process.argv.slice(2));
const seen = new Set();
const held = [];
let isDead = wants.has("dead");

const say = (event) => process.stdout.write(JSON.stringify(event) + "\n");
const nameOf = (session) => session.envelope.rcptTo[0].address.split("@")[0];
const isFirst = (address) => !seen.has(address) && seen.add(address);

function answer(code, text) {
  return Object.assign(new Error(text), { responseCode: code });
}

const server = new SMTPServer({
  authOptional: !wants.has("auth"),
  allowInsecureAuth: true,
  disabledCommands: [wants.has("tls") ? [] : "STARTTLS", wants.has("auth") ? [] : "AUTH"].flat(),
  logger: false,
  onConnect(session, callback) {
    session.isOpen = true;
    callback();
  },
  onClose(session) {
    session.isOpen = false;
    say({ event: "closed" });
  },
  onAuth({ username, password }, _session, callback) {
    if (password === "right") callback(null, { user: username });
    else callback(answer(535, "5.7.8 not you"));
  },
  onRcptTo({ address }, _session, callback) {
    const name = address.split("@")[0];
    say({ event: "asked", to: address });
    if (name === "refused") callback(answer(550, "5.1.1 nobody of that name"));
    else if (name === "later" && isFirst(address)) callback(answer(450, "4.2.1 try again"));
    else if (name !== "silent") callback();
  },
  onData(stream, session, callback) {
    const pieces = [];
    stream.on("data", (piece) => pieces.push(piece));
    stream.on("end", () => {
      const [name, to] = [nameOf(session), session.envelope.rcptTo[0].address];
      const take = () => {
        if (!session.isOpen) return;
        say({ event: "mail", to, from: session.envelope.mailFrom.address, text: Buffer.concat(pieces).toString("utf8") });
        callback();
      };
      if (name === "held" && isFirst(to)) {
        held.push(take);
        say({ event: "held" });
      } else if (name === "lost" && isFirst(to)) {
        say({ event: "mail", to, text: Buffer.concat(pieces).toString("utf8") });
        for (const connection of server.connections) connection._socket.destroy();
      } else {
        take();
      }
    });
  },
});

server.server.prependListener("connection", (socket) => {
  if (!isDead) return;
  say({ event: "hung up" });
  socket.destroy();
});

createInterface({ input: process.stdin })
  .on("line", (line) => {
    if (line === "revive") {
      isDead = false;
      say({ event: "revived" });
    } else held.splice(0).forEach((take) => take());
  })
  .on("close", () => process.exit(0));
server.on("error", () => {}); // a client that hangs up in the middle is what some tests are about
server.listen(0, "127.0.0.1", () => say({ event: "listening", port: server.server.address().port }));
