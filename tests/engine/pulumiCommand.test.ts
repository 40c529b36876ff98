/** `npm run pulumi` and `npm run destroy` as in the README, on this project's program and on broken files. */
import assert from "node:assert/strict";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { unsignedRouteProblems } from "../../components/membersApp/plan/unsignedRoutes";
import { projectFolder } from "../../local/run/project";

/** A finished run. */
interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Its process group. */
  readonly group: number;
}

/** Lists the commands of the processes in a group. */
function commandsIn(group: number): string[] {
  const { stdout } = spawnSync("ps", ["-A", "-o", "pgid=,stat=,args="], { encoding: "utf8" });
  return [...stdout.matchAll(/^\s*(\d+)\s+(\S+)\s+(.*)$/gm)]
    .filter(([, of, state]) => Number(of) === group && !state?.startsWith("Z"))
    .map(([, , , command]) => command ?? "");
}

describe("a command on this project's own program", () => {
  let root: string;
  before(() => {
    root = mkdtempSync(join(tmpdir(), "secure-origin-own-"));
  });
  after(() => rmSync(root, { recursive: true, force: true }));

  const local = (): string => join(root, "local");
  const run = async (script: string, ...args: string[]): Promise<Run> => {
    const output = { stdout: "", stderr: "" };
    const child: ChildProcess = spawn(
      process.execPath,
      ["-r", "ts-node/register/transpile-only", join("local", script), ...args],
      {
        cwd: projectFolder,
        detached: true,
        stdio: ["ignore", "pipe", "pipe"],
        env: { ...process.env, NO_COLOR: "1", SECURE_ORIGIN_LOCAL_DIR: local() },
      },
    );
    for (const stream of ["stdout", "stderr"] as const) {
      child[stream]?.on("data", (chunk: Buffer) => {
        output[stream] += chunk.toString();
      });
    }
    const [code] = (await once(child, "close")) as [number | null];
    return { code, ...output, group: child.pid ?? 0 };
  };
  const pulumi = (...args: string[]) => run("pulumi.ts", ...args);

  /** Returns the flag that names a changed copy of the dev stack's file. */
  const configured = (edit: (text: string) => string): [string, string] => {
    const file = join(root, "changed.yaml");
    writeFileSync(file, edit(readFileSync(join(projectFolder, "Pulumi.dev.yaml"), "utf8")));
    return ["--config-file", file];
  };
  const withPaths = (text: string, publicPaths: string[], ...more: string[]): string =>
    text.replace(
      /^( *)secure-origin:entitlements/m,
      (line, indent: string) =>
        `${more.map((path) => `${indent}  ${path}\n`).join("")}${indent}secure-origin:publicPaths: ${JSON.stringify(publicPaths)}\n${line}`,
    );

  it("is refused by the policy pack, although no pack is named, if it makes a secure path public", async () => {
    const { code, stdout } = await pulumi(
      "preview",
      "--non-interactive",
      ...configured((text) => withPaths(text, ["/premium/open/*"])),
    );
    assert.notEqual(code, 0, stdout);
    assert.match(stdout, /\[mandatory\].*secure-paths-need-trusted-key-groups/);
  });

  it("passes the pack with everything signed, if the public paths are those that the refusal names", async () => {
    const rule = { argument: "securePaths[3].pattern", pattern: "/*", signed: true };
    const [refusal = ""] = unsignedRouteProblems([rule], "/error-pages/*");
    const paths = JSON.parse(/publicPaths: (\[.*\])/.exec(refusal)?.[1] ?? "") as string[];
    const { code, stdout, stderr } = await pulumi(
      "preview",
      "--non-interactive",
      ...configured((text) => withPaths(text, paths, '- { pattern: "/*", content: dynamic }')),
    );
    assert.equal(code, 0, stdout + stderr);
    assert.match(stdout, /secure-origin@v\S+ \(local: /, "the pack was on");
    assert.doesNotMatch(stdout, /\[mandatory\]/);
  });

  it("creates no stack without a file, and says which stacks there are", async () => {
    const made = join(local(), "backend", ".pulumi", "stacks", "secure-origin", "nope.json");
    const preview = await pulumi("preview", "--stack", "nope", "--no-policy-pack");
    assert.deepEqual(
      [preview.code, preview.stderr],
      [
        1,
        "Stack nope is not checked: --no-policy-pack leaves the policy pack out.\n" +
          'error: project secure-origin has no stack "nope"; there are dev, prod. A new one takes a file ' +
          "Pulumi.nope.yaml, or: npm run pulumi -- stack init nope\n",
      ],
    );
    const destroy = await run("destroy.ts", "--stack", "deb");
    assert.deepEqual(
      [destroy.code, destroy.stderr],
      [1, 'error: project secure-origin has no stack "deb"; there are dev, prod. Did you mean dev?\n'],
    );
    assert.equal(existsSync(made), false);
  });

  it("does not select a stack, because later commands would ignore it", async () => {
    const { code, stderr } = await pulumi("stack", "select", "prod");
    assert.deepEqual(
      [code, stderr],
      [
        1,
        "error: local runs do not select a stack: name it in each command, for example preview --stack prod.\n",
      ],
    );
  });

  it("says so when it creates a stack of another program", async () => {
    const program = join(root, "other");
    mkdirSync(program);
    writeFileSync(join(program, "Pulumi.yaml"), "name: other\nruntime: nodejs\n");
    const { code, stderr } = await pulumi("-C", program, "config", "--stack", "trial");
    assert.deepEqual(
      [code, stderr],
      [0, "Stack trial of project other was created in the local cloud: it did not exist.\n"],
    );
    assert.equal((await pulumi("-C", program, "config", "--stack", "trial")).stderr, "");
  });

  describe("with a broken file", () => {
    const broken = "name: broken\n  runtime: [nodejs\n";
    const where = ":1:7 is not valid YAML: Nested mappings are not allowed in compact mappings.";
    for (const [what, file, args] of [
      ["Pulumi.yaml", "Pulumi.yaml", []],
      ["the stack's file", "Pulumi.dev.yaml", []],
      ["a stack file that the user names", "named.yaml", ["--config-file", "named.yaml"]],
    ] as const) {
      it(`names ${what}, line and column in one line, starts no engine and leaves no process`, async () => {
        const program = mkdtempSync(join(root, "broken-"));
        writeFileSync(join(program, "Pulumi.yaml"), "name: broken\nruntime: nodejs\n");
        writeFileSync(join(program, file), broken);
        const { code, stdout, stderr, group } = await pulumi("-C", program, "up", "--yes", ...args);
        assert.deepEqual(
          [code, stdout, stderr],
          [1, "", `error: ${join(program, file)}${where} Correct it there and run the command again.\n`],
        );
        for (let tries = 0; commandsIn(group).length > 0 && tries < 50; tries += 1) {
          await sleep(100);
        }
        assert.deepEqual(commandsIn(group), []);
        assert.equal(existsSync(join(local(), "backend", ".pulumi", "stacks", "broken")), false);
      });
    }
  });
});
