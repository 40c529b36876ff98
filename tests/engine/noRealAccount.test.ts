import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { localFolder, runPulumi } from "../../local/engine";
import { engineEnvironment } from "../../local/engine/environment";
import { projectFolder } from "../../local/run/project";
import { theEngine } from "../support/localStack";

const program = join(__dirname, "programs", "internet-facing");
const real = { AWS_ACCESS_KEY_ID: "AKIAREALACCOUNT", AWS_SECRET_ACCESS_KEY: "real", AWS_REGION: "eu-west-1" };

/** Finds a port on which nothing listens. */
async function deadPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe("a local run never reaches a real account", () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "secure-origin-no-real-account-"));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it("deploys nothing, and says why in one line, if the local provider does not answer", async () => {
    const port = await deadPort();
    const dead = {
      awsPort: port,
      randomPort: port,
      apiPort: port,
      token: "",
      apiSecret: "secret",
      close: () => Promise.resolve(),
    };
    let printed = "";
    await assert.rejects(
      runPulumi({
        engine: await theEngine(),
        project: projectFolder,
        folder: localFolder(root),
        args: ["-C", program, "up", "--yes", "--skip-preview"],
        environment: { ...process.env, ...real },
        open: () => Promise.resolve(dead),
        onOutput: (_stream, chunk) => {
          printed += chunk;
        },
      }),
      (error: Error) =>
        /^the local cloud does not answer on port \d+: nothing was deployed, .*$/.test(error.message),
    );
    assert.equal(printed, "");
  });

  it("starts no other provider, not even one on PATH, if its own stops answering", async () => {
    const engine = await theEngine();
    const port = await deadPort();
    const mark = join(root, "started");
    const bin = join(root, "bin");
    mkdirSync(bin);
    const plugin = join(bin, "pulumi-resource-aws");
    writeFileSync(plugin, `#!/bin/sh\ntouch ${mark}\nexit 1\n`);
    chmodSync(plugin, 0o755);
    const folder = localFolder(root);
    mkdirSync(folder.backend);
    const outer = { ...process.env, ...real, PATH: `${bin}:${process.env.PATH ?? ""}` };
    const run = (env: NodeJS.ProcessEnv) => {
      // In a folder of its own, because the engine writes a salt into the stack file beside Pulumi.yaml.
      writeFileSync(join(root, "Pulumi.yaml"), "name: internet-facing\nruntime: nodejs\n");
      spawnSync(engine.pulumi, ["stack", "init", "dead", "--no-select"], { cwd: root, env });
      const args = ["up", "--yes", "--skip-preview", "--non-interactive", "--stack", "dead"];
      const config = ["--config-file", join(root, "stack.yaml")];
      return spawnSync(engine.pulumi, [...args, ...config], { cwd: program, env, encoding: "utf8" });
    };
    const env = engineEnvironment(outer, folder, { awsPort: port, randomPort: port }, engine.folder);
    assert.notEqual(run(env).status, 0);
    assert.equal(existsSync(mark), false);

    // Without the attachment the engine does start the provider on PATH.
    delete env.PULUMI_DEBUG_PROVIDERS;
    run(env);
    assert.equal(existsSync(mark), true);
  });

  it("changes no file of the project, whatever is done with stacks", () => {
    const copy = join(root, "program");
    cpSync(program, copy, { recursive: true });
    const files = () =>
      readdirSync(copy)
        .sort()
        .map((name) => [name, readFileSync(join(copy, name), "utf8")]);
    const before = files();
    const pulumi = (...args: string[]) => {
      const entry = ["-r", "ts-node/register/transpile-only", "local/pulumi.ts", "-C", copy, ...args];
      const local = { SECURE_ORIGIN_LOCAL_DIR: join(root, "local"), NO_COLOR: "1" };
      const env = { ...process.env, ...real, ...local };
      return spawnSync(process.execPath, entry, { cwd: projectFolder, encoding: "utf8", env });
    };
    for (const args of [
      ["stack", "init", "trial"],
      ["config"],
      ["stack", "rename", "other", "--stack", "trial"],
    ]) {
      const run = pulumi(...args);
      assert.equal(run.status, 0, run.stdout + run.stderr);
    }
    assert.equal(pulumi("stack", "rm", "other", "--yes").status, 0);
    for (const args of [
      ["config", "set", "--secret", "x", "y"],
      ["stack", "change-secrets-provider", "passphrase"],
    ]) {
      const run = pulumi(...args);
      assert.equal(run.status, 1);
      assert.match(run.stderr, /^error: a local run does not change how a stack's secrets are kept; .*\n$/);
    }
    assert.deepEqual(files(), before);
  });

  it("changes nothing in the work tree of the project", () => {
    const status = () =>
      execFileSync("git", ["status", "--porcelain"], { cwd: projectFolder, encoding: "utf8" });
    const before = status();
    const run = spawnSync(
      process.execPath,
      ["-r", "ts-node/register/transpile-only", "local/pulumi.ts", "preview", "--non-interactive"],
      {
        cwd: projectFolder,
        encoding: "utf8",
        env: { ...process.env, ...real, SECURE_ORIGIN_LOCAL_DIR: root },
      },
    );
    assert.equal(run.status, 0, run.stdout + run.stderr);
    assert.equal(status(), before);
  });
});
