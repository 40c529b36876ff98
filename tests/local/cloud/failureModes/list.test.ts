import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Numbers of failure modes that a test in this folder shows. Read as text: a test file that is imported is not run
 * again by mocha in the same process.
 */
const shown = new Set(
  readdirSync(__dirname)
    .filter((file) => file.endsWith(".test.ts"))
    .flatMap((file) => [
      ...readFileSync(join(__dirname, file), "utf8").matchAll(/^\s*failureMode\(\s*(\d+),/gm),
    ])
    .map(([, number]) => Number(number)),
);

/** Failure modes that a cloud cannot refuse: why, and where they belong. */
const elsewhere: Readonly<Record<number, string>> = {
  8: "CloudFront shows no state of a key group: a delay can be injected, and the edge acts by it",
  11: "a deployment that takes longer than a provider waits is a matter of timeouts in the program",
  12: "a bug of old versions of the provider",
  15: "the name in TLS is checked when a request is made, by the edge",
  18: "what the engine previews of unknown origins, not what AWS answers",
  21: "ETags and slow deletions are the provider's own work",
  24: "the content of a log line, not of a call",
  26: "changes by hand, which do not happen here",
  28: "the provider works around it",
  31: "AWS puts its own prefix before the suffix silently",
  32: "the local cloud does not have the legacy logs: a stack that asks for them is refused",
  40: "attributes that AWS takes in any form",
  42: "attributes that AWS takes in any form",
  46: "who may read a secret is judged by the endpoint that SDK clients call",
  50: "options of a component never reach a provider",
};

describe("the list of known failure modes", () => {
  it("has a test, or a reason why no cloud can refuse it, for every number", () => {
    const numbers = Array.from({ length: 50 }, (_one, index) => index + 1);
    const missing = numbers.filter((number) => !shown.has(number) && elsewhere[number] === undefined);
    assert.deepEqual(missing, []);
    assert.deepEqual(
      Object.keys(elsewhere).filter((number) => shown.has(Number(number))),
      [],
    );
  });
});
