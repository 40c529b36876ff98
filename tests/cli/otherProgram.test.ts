/** `keys` and `rotate header` on a program outside of this project, deployed by the real engine on the local cloud. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectFolder } from "../../local/run/project";
import { LocalStack } from "../support/localStack";
import { inFolder, type Run } from "./support";

const source = `import { getZoneOutput } from "@pulumi/aws/route53";
import { ContentKind, KeyState, SecureOrigin } from ${JSON.stringify(join(projectFolder, "components"))};

new SecureOrigin("members", {
  domainName: "members.example.com",
  hostedZoneId: getZoneOutput({ name: "example.com" }).zoneId,
  securePaths: [{ pattern: "/premium/*", content: ContentKind.Dynamic }],
  signingKeys: [{ id: "k1" }, { id: "k2", state: KeyState.Announced }, { id: "k0", state: KeyState.Retired }],
  headerGeneration: 3,
  origin: { bootScript: "#!/bin/sh" },
});
`;

describe("secure-origin on another project's program", function () {
  this.timeout(180_000);
  const program = mkdtempSync(join(tmpdir(), "secure-origin-"));
  const files: Readonly<Record<string, string>> = {
    "Pulumi.yaml": `name: shop\nmain: index.ts\nruntime:\n  name: nodejs\n  options: { tsconfig: ${join(projectFolder, "tsconfig.pulumi.json")} }\n`,
    "Pulumi.dev.yaml": "config:\n  aws:region: eu-west-1\n",
    "index.ts": source,
  };
  const stack = new LocalStack("dev", program);
  const run = (...args: string[]): Promise<Run> => inFolder(stack.folder.root, ...args, "-C", program);

  before(async () => {
    for (const [name, text] of Object.entries(files)) {
      writeFileSync(join(program, name), text);
    }
    symlinkSync(join(projectFolder, "node_modules"), join(program, "node_modules"));
    await stack.up();
  });
  after(() => {
    stack.remove();
    rmSync(program, { recursive: true });
  });

  it("tells by the state what to change, edits nothing, and keeps to the safe order", async () => {
    const listed = JSON.parse((await run("keys", "list", "--json")).out) as { id: string; state: string }[];
    assert.deepEqual(
      listed.map(({ id, state }) => `${id} ${state}`),
      ["k1 active", "k2 announced", "k0 retired"],
    );

    const announced = await run("keys", "announce", "k3");
    assert.equal(announced.code, 1, announced.err);
    assert.match(
      announced.out,
      /^In the program \(index\.ts, line 4\), among the arguments of SecureOrigin "members"/m,
    );
    const lines = announced.out.split("\n").filter((line) => line.startsWith("    {"));
    assert.deepEqual(
      lines.map((line) => line.replace(/ \/\/ retired \S+Z$/, " // retired")),
      [
        '    { id: "k1", state: KeyState.Active },',
        '    { id: "k2", state: KeyState.Announced },',
        '    { id: "k0", state: KeyState.Retired }, // retired',
        '    { id: "k3", state: KeyState.Announced },',
      ],
    );

    const activated = await run("keys", "activate", "k2");
    assert.equal(activated.code, 1, activated.err);
    assert.match(
      activated.out,
      /{ id: "k1", state: KeyState\.Retired }, \/\/ retired \S+Z\n {4}{ id: "k2", state: KeyState\.Active }/,
    );

    // Retired by the deployment of a moment ago, as far as the state tells.
    const removed = await run("keys", "remove", "k0");
    assert.deepEqual([removed.code, removed.out], [1, ""]);
    assert.match(removed.err, /signatures of k0 may be in use until/);

    const rotated = await run("rotate", "header");
    assert.equal(rotated.code, 1, rotated.err);
    assert.match(rotated.out, /CloudFront sends generation 3 now\.\n\n {2}headerGeneration: 4,\n$/);

    for (const [name, text] of Object.entries(files)) {
      assert.equal(readFileSync(join(program, name), "utf8"), text, name);
    }
  });
});
