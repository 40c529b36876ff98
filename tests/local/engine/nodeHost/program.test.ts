/** The Node language host of a built engine: what a program needs, and how it runs. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as language from "@pulumi/pulumi/proto/language_pb";
import { projectFolder } from "../../../../local/run/project";
import { describeHost, programInfo, RunningHost, writeFiles } from "./host";

/** Stands in for the SDK's script that runs a program: prints how it was started, and exits as the program says. */
const sdkRun = `
  const { PULUMI_CONFIG, PULUMI_CONFIG_SECRET_KEYS, PULUMI_NODEJS_TYPESCRIPT, SECURE_ORIGIN_PROGRAM_PIPE } = process.env;
  const variables = [PULUMI_CONFIG, PULUMI_CONFIG_SECRET_KEYS, PULUMI_NODEJS_TYPESCRIPT, SECURE_ORIGIN_PROGRAM_PIPE ?? "none"];
  console.log(JSON.stringify({ args: process.argv.slice(2), folder: process.cwd(), variables }));
  process.exit(Number(require("node:fs").readFileSync("exit", "utf8")));`;

const preload = join(projectFolder, "local", "engine", "leanProgram", "preload.js");

describeHost("The Node language host of a built engine", () => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "secure-origin-node-host-")));
  const program = join(root, "program");
  let host: RunningHost;
  before(async () => {
    writeFiles(root, {
      "node_modules/@pulumi/pulumi/cmd/run/index.js": sdkRun,
      "node_modules/@pulumi/aws/package.json":
        '{"name":"@pulumi/aws","version":"7.12.0","pulumi":{"resource":true}}',
      "node_modules/left/package.json": '{"name":"left","version":"1.0.0"}',
      "node_modules/left/node_modules/deep/package.json":
        '{"name":"deep","version":"1.0.0","pulumi":{"resource":true}}',
      "program/node_modules/@pulumi/random/package.json":
        '{"name":"@pulumi/random","version":"4.0.0","pulumi":{"resource":true,"version":"4.1.0"}}',
      "program/node_modules/broken/package.json": "{",
      "program/exit": "0",
    });
    host = await RunningHost.start();
  });
  after(async () => {
    await host.stop();
    rmSync(root, { recursive: true });
  });

  it("names the providers of a program: packages that declare one, also above its folder, none of another package's", async () => {
    assert.deepEqual(await host.requiredPackages(program), [
      "resource random v4.1.0",
      "resource aws v7.12.0",
    ]);
  });

  /** What the stand-in prints. */
  const started = {
    args: [
      "--monitor=127.0.0.1:2",
      "--engine=127.0.0.1:1",
      "--project=site",
      "--stack=dev",
      `--pwd=${program}`,
      `--root-directory=${program}`,
      "--dry-run",
      "--parallel",
      "4",
      "index.js",
    ],
    folder: program,
    variables: ['{"site:domainName":"example.com"}', '["site:password"]', "true", "none"],
  };

  it("runs a program with the SDK's own script, in its folder, with its configuration", async () => {
    assert.deepEqual(await host.run(program), { error: "", bail: false });
    const [printed = ""] = await host.lines(1);
    assert.deepEqual(JSON.parse(printed), started);
  });

  it("tells a program that failed from one that has reported why", async () => {
    writeFiles(program, { exit: "32" });
    assert.deepEqual(await host.run(program), { error: "", bail: true });
    writeFiles(program, { exit: "1" });
    assert.deepEqual(await host.run(program), {
      error: "the program failed: exit status 1",
      bail: false,
    });
    writeFiles(program, { exit: "0" });
  });

  it("says in one line that the SDK is not installed", async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), "secure-origin-no-sdk-"));
    const { error } = await host.run(elsewhere);
    rmSync(elsewhere, { recursive: true });
    assert.equal(error, `@pulumi/pulumi is not installed for ${elsewhere}; run npm install there.`);
  });

  it("starts a program's process before it is run, if asked to, and hands over the same", async () => {
    writeFiles(root, {
      "node_modules/@pulumi/pulumi/log/index.js": "exports.debug = async () => {};",
      "node_modules/@pulumi/pulumi/runtime/debuggable.js": "",
      "node_modules/@pulumi/pulumi/index.js": 'console.log("loaded")',
    });
    const preparing = await RunningHost.start({
      SECURE_ORIGIN_PREPARE_PROGRAM: "true",
      NODE_OPTIONS: `--require ${JSON.stringify(preload)}`,
    });
    try {
      await preparing.requiredPackages(program);
      assert.deepEqual(await preparing.lines(1), ["loaded"], "it waits");
      assert.deepEqual(await preparing.run(program), { error: "", bail: false });
      const [, printed = ""] = await preparing.lines(2);
      assert.deepEqual(JSON.parse(printed), started);
    } finally {
      await preparing.stop();
    }
  });

  it("fails where the process of a program is told nothing, so that nobody takes its resources for gone", async () => {
    const script = join(root, "node_modules/@pulumi/pulumi/cmd/run/index.js");
    /** Runs the script with a pipe, whose other end is closed. */
    const exitCode = async (pipe: string): Promise<number | null> => {
      const child = spawn(process.execPath, ["--require", preload, script], {
        cwd: program,
        env: { ...process.env, SECURE_ORIGIN_PROGRAM_PIPE: pipe },
        stdio: ["ignore", "ignore", "ignore", "pipe"],
      });
      child.stdio[3]?.destroy();
      const [code] = (await once(child, "exit")) as [number | null];
      return code;
    };
    writeFiles(program, { exit: "7" });
    assert.equal(await exitCode("3"), 1);
    // No pipe of the host's: the script runs as ever.
    for (const pipe of ["", "0", "x"]) {
      assert.equal(await exitCode(pipe), 7);
    }
    writeFiles(program, { exit: "0" });
  });

  /** Asks to install the packages of a folder, with an `npm` that is a script; returns what it printed. */
  const install = async (folder: string, npm = "pwd; echo $1 $NODE_OPTIONS"): Promise<string> => {
    writeFiles(root, { "bin/npm": `#!/bin/sh\n${npm}\n` });
    chmodSync(join(root, "bin", "npm"), 0o755);
    const installing = await RunningHost.start({
      PATH: `${join(root, "bin")}:${process.env.PATH ?? ""}`,
      NODE_OPTIONS: "--title=mine",
    });
    const request = new language.InstallDependenciesRequest();
    request.setInfo(programInfo(folder));
    let output = "";
    try {
      const responses: AsyncIterable<language.InstallDependenciesResponse> =
        installing.client.installDependencies(request);
      for await (const response of responses) {
        output += Buffer.from(response.getStdout_asU8()).toString();
      }
    } finally {
      await installing.stop();
    }
    return output;
  };

  it("installs packages unless all are there, in its folder or above it, in versions that it accepts", async () => {
    const plugin = join(root, "plugin");
    const zod = (folder: string, version: string): void =>
      writeFiles(folder, { "node_modules/zod/package.json": JSON.stringify({ version }) });
    const npm = `${plugin}\ninstall\n`;
    writeFiles(plugin, { "package.json": '{"dependencies":{"zod":"^4.6.7 || ~3.2.1"}}' });
    assert.equal(await install(plugin), npm, "there is none");
    zod(root, "4.5.0");
    assert.equal(await install(plugin), npm, "it is too old");
    zod(root, "4.7.0");
    assert.equal(await install(plugin), "");
    zod(plugin, "3.0.0");
    assert.equal(await install(plugin), npm, "the nearest is loaded");
    zod(plugin, "3.2.2");
    assert.equal(await install(plugin), "");
  });

  it("reports an installation that fails, and a folder without a package.json", async () => {
    writeFiles(root, { "other/package.json": '{"dependencies":{"missing":"1"}}' });
    const other = join(root, "other");
    await assert.rejects(install(other, "exit 3"), {
      details: `npm install failed in ${other} with exit code 3`,
    });
    await assert.rejects(install(join(root, "nowhere")), {
      details: /the packages of .*nowhere are not known/,
    });
  });
});
