/** How the browser tests find their browser. */
import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { ensureChromium, findChromium } from "./chromium";

describe("the browser of the tests", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "chromium-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const program = (name: string, mode = 0o755): string => {
    const file = join(folder, name);
    writeFileSync(file, "#!/bin/sh\n");
    chmodSync(file, mode);
    return file;
  };
  const env = (): NodeJS.ProcessEnv => ({ PATH: ["/nowhere", folder].join(delimiter) });
  const install = /apt-get install chromium/;

  it("is the first executable one on PATH", () => {
    const chrome = program("google-chrome");
    program("chromium", 0o644);
    assert.equal(findChromium(env()), chrome);
    const chromium = program("chromium");
    assert.equal(findChromium(env()), chromium);
  });

  it("is the one that CHROMIUM names, and no other instead", () => {
    program("chromium");
    const own = program("own");
    assert.equal(findChromium({ ...env(), CHROMIUM: own }), own);
    assert.throws(
      () => findChromium({ ...env(), CHROMIUM: `${own}-2` }),
      /CHROMIUM names .*own-2, which is not an executable file: name one that is, or unset the variable$/,
    );
  });

  it("is asked for in one line if it is missing", () => {
    assert.throws(
      () => findChromium(env()),
      ({ name, message }: Error) => name === "UserError" && install.test(message) && !message.includes("\n"),
    );
  });

  it("is installed by apt-get if the user is root, and not otherwise", () => {
    const ran: string[] = [];
    const run = (command: string, args: readonly string[]): boolean => {
      ran.push([command, ...args].join(" "));
      if (args[0] === "install") {
        program("chromium");
      }
      return true;
    };
    assert.throws(() => ensureChromium({ env: env(), isRoot: true, run }), install);
    program("apt-get");
    assert.throws(() => ensureChromium({ env: env(), isRoot: false, run }), install);
    assert.deepEqual(ran, []);
    assert.equal(ensureChromium({ env: env(), isRoot: true, run }), join(folder, "chromium"));
    assert.deepEqual(ran, ["apt-get update", "apt-get install -y --no-install-recommends chromium"]);
    ensureChromium({ env: env(), isRoot: true, run });
    assert.equal(ran.length, 2);
  });

  it("says which step of the installation failed", () => {
    program("apt-get");
    assert.throws(
      () => ensureChromium({ env: env(), isRoot: true, run: () => false }),
      /^UserError: apt-get update failed: .*apt-get install chromium/,
    );
  });
});
