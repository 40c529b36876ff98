import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { localFolder, runPulumi } from "../../local/engine";
import { projectFolder } from "../../local/project";
import { theEngine } from "../support/localStack";

const program = join(__dirname, "programs", "internet-facing");
const real = { AWS_ACCESS_KEY_ID: "AKIAREALACCOUNT", AWS_SECRET_ACCESS_KEY: "real", AWS_REGION: "eu-west-1" };

/** A port on which nothing listens. */
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
    root = mkdtempSync(join(tmpdir(), "secure-origin-safety-"));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it("deploys nothing, and says why in one line, when the local provider is dead", async () => {
    const port = await deadPort();
    const dead = { awsPort: port, randomPort: port, apiPort: port, close: () => Promise.resolve() };
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

  it("deploys nothing even when the provider dies after it was asked", async () => {
    const engine = await theEngine();
    const port = await deadPort();
    const env = {
      ...process.env,
      ...real,
      PULUMI_BACKEND_URL: `file://${root}`,
      PULUMI_CONFIG_PASSPHRASE: "local",
      PULUMI_HOME: join(root, "home"),
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      PULUMI_DEBUG_PROVIDERS: `aws:${port},random:${port}`,
    };
    const config = ["--config-file", join(root, "stack.yaml")];
    const pulumi = (...args: string[]) =>
      spawnSync(engine.pulumi, [...args, "--stack", "dead"], { cwd: program, env, encoding: "utf8" });
    // In a folder of its own, because the engine writes a salt into the stack file beside Pulumi.yaml.
    writeFileSync(join(root, "Pulumi.yaml"), "name: internet-facing\nruntime: nodejs\n");
    execFileSync(engine.pulumi, ["stack", "init", "dead", "--no-select"], { cwd: root, env, stdio: "pipe" });
    const run = pulumi("up", "--yes", "--skip-preview", "--non-interactive", ...config);
    assert.notEqual(run.status, 0);
    assert.ok(!/aws:\S+ shop created/.test(run.stdout), run.stdout);
  });

  it("leaves the project's work tree as it is", () => {
    const status = () =>
      execFileSync("git", ["status", "--porcelain"], { cwd: projectFolder, encoding: "utf8" });
    const before = status();
    const run = spawnSync(
      process.execPath,
      [
        "-r",
        "ts-node/register/transpile-only",
        "local/pulumi.ts",
        "-C",
        program,
        "preview",
        "--non-interactive",
      ],
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
