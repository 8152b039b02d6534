// Reads documents with a validator that other people wrote (html-validate, the rules of the HTML standard). The argument is a folder of
// them. Prints one error a line; none if all is well.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { HtmlValidate } from "html-validate";

const validate = new HtmlValidate({
  extends: ["html-validate:standard"],
  rules: {
    // Of notation, not of validity: the renderer writes attributes and empty elements as it does.
    "attr-case": "off",
    "no-raw-characters": "off",
    "text-content": "error",
    // `hidden` parts hold what a script shows.
    "no-redundant-role": "error",
    "no-dup-id": "error",
    "no-missing-references": "error",
    "aria-label-misuse": "error",
    "input-missing-label": "error",
  },
});
const folder = process.argv[2];
const names = readdirSync(folder).sort();
let errors = 0;
for (const name of names) {
  const report = await validate.validateString(readFileSync(join(folder, name), "utf8"), name);
  for (const { messages } of report.results) {
    for (const { ruleId, message, line, column, severity } of messages.filter(({ severity }) => severity === 2)) {
      errors += 1;
      console.log(`${name}:${line}:${column} ${ruleId}: ${message} (${severity})`);
    }
  }
}
console.log(`${names.length} documents`);
process.exitCode = errors > 0 || names.length === 0 ? 1 : 0;
