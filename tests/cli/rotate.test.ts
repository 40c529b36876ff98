/** `secure-origin rotate`: the stack's file is changed in the lines that say so, and nowhere else. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { siteResources } from "./deployed/states";
import { inFolder, type Run, secureOrigin } from "./support";

const start = `# A stack.
config:
  secure-origin:domainName: m.example.com # its name
  secure-origin:signingKeys:
    - { id: k1, state: active }
  secure-origin:headerGeneration: 9 # one more rotates
  secure-origin:adminCidrs: [172.16.0.0/16]
`;
const generation = "  secure-origin:headerGeneration: 9 # one more rotates\n";

describe("secure-origin rotate header", () => {
  const folder = mkdtempSync(join(tmpdir(), "secure-origin-"));
  const file = join(folder, "Pulumi.dev.yaml");
  const rotate = (...args: string[]): Promise<Run> =>
    secureOrigin("rotate", "header", ...args, "--config-file", file);
  const text = (): string => readFileSync(file, "utf8");
  const setting = (name: string): unknown =>
    (parse(text()) as { config: Record<string, unknown> }).config[`secure-origin:${name}`];
  beforeEach(() => writeFileSync(file, start));
  after(() => rmSync(folder, { recursive: true }));

  it("raises the generation; the diff is the answer, the next step is for people", async () => {
    const run = await rotate("--stack", "prod");
    const [before, after] = [generation, generation.replace("9", "10")].map((line) => line.trimEnd());
    assert.deepEqual([run.code, run.out], [0, `${file}\n- ${before ?? ""}\n+ ${after ?? ""}\n`]);
    assert.match(run.err, /Next: pulumi up --stack prod/);
    assert.equal(text(), start.replace("Generation: 9", "Generation: 10"));
  });

  it("warns when the generation before was not deployed", async () => {
    const stacks = join(folder, "backend", ".pulumi", "stacks", "secure-origin");
    mkdirSync(stacks, { recursive: true });
    const deploy = (...resources: readonly object[]): void =>
      writeFileSync(join(stacks, "dev.json"), JSON.stringify({ checkpoint: { latest: { resources } } }));
    const rotated = async (...args: string[]): Promise<string> => {
      writeFileSync(file, start);
      return (await inFolder(folder, "rotate", "header", ...args, "--config-file", file)).err;
    };
    const next = "\nNext: pulumi up --stack dev\n";
    const warning =
      "Warning: generation 9 was not deployed, CloudFront sends 8: pulumi up skips 9. Rotate once for each deployment.\n";
    deploy(...siteResources("members", [], 9));
    assert.equal(await rotated(), next);
    deploy(...siteResources("members", [], 8));
    assert.equal(await rotated(), `${next}${warning}`);
    deploy(...siteResources("members", [], 8), ...siteResources("reports", [], 9));
    assert.equal(await rotated(), next);
    assert.equal(await rotated("--site", "reports"), next);
    assert.equal(await rotated("--site", "members"), `${next}${warning}`);
  });

  it("starts from 1 where the file does not say", async () => {
    writeFileSync(file, start.replace(generation, ""));
    assert.equal((await rotate()).code, 0);
    assert.equal(setting("headerGeneration"), 2);
    assert.equal(text().replace(/.*headerGeneration.*\n/, ""), start.replace(generation, ""));
  });

  it("says that a new setting has an effect only where the program reads it", async () => {
    writeFileSync(file, start.replace(generation, ""));
    const run = await rotate("--stack", "prod");
    assert.equal(
      run.err,
      "\nNext: pulumi up --stack prod\n" +
        "headerGeneration is new in the file: check in the preview that the header changes; if not, the program does not read the setting.\n",
    );
    assert.equal((await rotate("--stack", "prod")).err, "\nNext: pulumi up --stack prod\n");
  });

  it("drops the generation that leaked, beside those that were dropped before", async () => {
    assert.equal((await rotate("--leaked")).code, 0);
    assert.deepEqual([setting("headerGeneration"), setting("droppedHeaderGenerations")], [10, [9]]);
    assert.equal((await rotate("--leaked")).code, 0);
    assert.deepEqual([setting("headerGeneration"), setting("droppedHeaderGenerations")], [11, [9, 10]]);
    assert.equal((await rotate()).code, 0);
    assert.deepEqual([setting("headerGeneration"), setting("droppedHeaderGenerations")], [12, [9, 10]]);
  });

  it("drops 1 where the file says nothing of generations", async () => {
    writeFileSync(file, start.replace(generation, ""));
    assert.equal((await rotate("--leaked")).code, 0);
    assert.deepEqual([setting("headerGeneration"), setting("droppedHeaderGenerations")], [2, [1]]);
  });

  it("does not edit a file that it cannot interpret", async () => {
    for (const wrong of [
      "config: {}\n",
      "a: [",
      start.replace("Generation: 9", "Generation: nine"),
      start.replace("Generation: 9", "Generation: 0"),
    ]) {
      writeFileSync(file, wrong);
      const run = await rotate();
      assert.deepEqual([run.code, text()], [1, wrong], wrong);
    }
  });

  it("says which file it looked for", async () => {
    const run = await secureOrigin("rotate", "header", "--config-file", join(folder, "Pulumi.none.yaml"));
    assert.equal(run.code, 1);
    assert.match(run.err, /Pulumi\.none\.yaml cannot be read/);
  });
});

describe("secure-origin rotate session-keys", () => {
  const folder = mkdtempSync(join(tmpdir(), "secure-origin-"));
  const file = join(folder, "Pulumi.dev.yaml");
  const rotate = (...args: string[]): Promise<Run> =>
    secureOrigin("rotate", "session-keys", ...args, "--config-file", file);
  const text = (): string => readFileSync(file, "utf8");
  beforeEach(() => writeFileSync(file, start));
  after(() => rmSync(folder, { recursive: true }));

  it("raises the generation of the session keys, and nothing of the header's", async () => {
    const run = await rotate("--stack", "prod");
    assert.deepEqual([run.code, run.out], [0, `${file}\n+   secure-origin:sessionKeyGeneration: 2\n`]);
    assert.match(run.err, /Next: pulumi up --stack prod/);
    assert.equal(text().replace("  secure-origin:sessionKeyGeneration: 2\n", ""), start);
  });

  it("drops the generation that leaked, beside those that were dropped before", async () => {
    for (const generation of [1, 2]) {
      assert.equal((await rotate("--leaked")).code, 0);
      const { config } = parse(text()) as { config: Record<string, unknown> };
      assert.deepEqual(
        [
          config["secure-origin:sessionKeyGeneration"],
          config["secure-origin:droppedSessionKeyGenerations"],
          config["secure-origin:headerGeneration"],
          config["secure-origin:droppedHeaderGenerations"],
        ],
        [generation + 1, generation === 1 ? [1] : [1, 2], 9, undefined],
      );
    }
  });

  it("names the setting that it cannot interpret", async () => {
    for (const [line, problem] of [
      ["sessionKeyGeneration: nine", "sessionKeyGeneration in FILE is not a whole number from 1"],
      ["droppedSessionKeyGenerations: 3", "droppedSessionKeyGenerations in FILE is not a list of numbers"],
    ] as const) {
      const wrong = `${start}  secure-origin:${line}\n`;
      writeFileSync(file, wrong);
      const run = await rotate("--leaked");
      assert.deepEqual([run.code, text()], [1, wrong]);
      assert.ok(run.err.includes(problem.replace("FILE", file)), run.err);
    }
  });
});
