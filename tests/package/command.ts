/** Tests of the command as npm installed it. */
import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import type { Consumer } from "./consumer";

const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
const PEM = { type: "pkcs8", format: "pem" } as const;
const KEY_ID = "K2JCJMDEHXQW5F";
const SITE = "https://members.example.com";

/** Lists the subcommands in a help text. */
const subcommands = (help: string): string[] =>
  [...help.slice(help.indexOf("Commands:")).matchAll(/^ {2}([a-z-]+)\b/gm)].map(([, name = ""]) => name);

/** Tests the command after `npm install`, without an account and a stack. */
export function commandTests(consumer: () => Consumer): void {
  const run = (...args: string[]) => consumer().secureOrigin(...args);

  it("prints the help of every command", () => {
    const seen: string[] = [];
    const visit = (path: readonly string[]): void => {
      const { code, stdout, stderr } = run(...path, "--help");
      assert.deepEqual([code, stderr], [0, ""], path.join(" "));
      assert.match(stdout, new RegExp(`^Usage: ${["secure-origin", ...path].join(" ")} `));
      seen.push(path.join(" "));
      for (const name of stdout.includes("\nCommands:") ? subcommands(stdout) : []) {
        if (name !== "help") {
          visit([...path, name]);
        }
      }
    };
    visit([]);
    assert.ok(seen.length >= 15, seen.join(", "));
    for (const name of [
      "sign url",
      "sign cookies",
      "explain",
      "keys list",
      "rotate header",
      "rotate session-keys",
      "prove",
      "watch",
    ]) {
      assert.ok(seen.includes(name), name);
    }
  });

  it("signs, and explains what it signed", () => {
    const key = consumer().write("key.pem", privateKey.export(PEM).toString());
    const distribution = consumer().write(
      "distribution.json",
      JSON.stringify({
        domainNames: ["members.example.com"],
        behaviors: [
          {
            pathPattern: "/premium/*",
            viewerProtocolPolicy: "https-only",
            trustedKeys: { [KEY_ID]: publicKey.export({ type: "spki", format: "pem" }) },
          },
          { pathPattern: "*" },
        ],
      }),
    );
    const signing = ["--key-pair-id", KEY_ID, "--private-key", key, "--expires-in", "10m"];
    const url = run("sign", "url", `${SITE}/premium/a.pdf`, ...signing);
    assert.deepEqual([url.code, url.stderr], [0, ""]);
    const explained = run("explain", url.stdout.trim(), "--distribution", distribution);
    assert.deepEqual([explained.code, explained.stderr], [0, ""], explained.stdout);
    const cookies = run("sign", "cookies", `${SITE}/premium/*`, ...signing);
    assert.deepEqual([cookies.code, cookies.stderr], [0, ""]);
    const cookie = cookies.stdout.trim().split("\n").join("; ");
    const unsigned = ["explain", `${SITE}/premium/b`, "--distribution", distribution];
    assert.equal(run(...unsigned, "--cookie", cookie).code, 0);
    assert.equal(run(...unsigned).code, 3);
  });

  it("says in one line which package it needs for a key in AWS", () => {
    const arn = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    const { code, stderr } = run(
      "sign",
      "url",
      `${SITE}/premium/a.pdf`,
      "--key-pair-id",
      KEY_ID,
      "--private-key",
      `kms:${arn}`,
      "--expires-in",
      "10m",
    );
    assert.equal(code, 1);
    assert.equal(
      stderr,
      "secure-origin: @aws-sdk/client-kms is not installed\n  npm install @aws-sdk/client-kms\n",
    );
  });

  it("announces and lists keys in the stack file of the program", () => {
    consumer().write("Pulumi.yaml", "name: platform\nruntime: nodejs\n");
    const file =
      "config:\n  aws:region: eu-west-1\n  platform:signingKeys:\n    - { id: k1, state: active } # the first\n";
    consumer().write("Pulumi.dev.yaml", file);
    const announced = run("keys", "announce", "k2");
    assert.equal(announced.code, 0, announced.stderr);
    assert.match(announced.stdout, /^\+ {5}- \{ id: k2, state: announced \}$/m);
    const listed = run("keys", "list");
    assert.equal(listed.code, 0, listed.stderr);
    assert.match(listed.stdout, /^k1 +active.*\nk2 +announced/);
  });
}
