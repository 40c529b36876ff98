import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { LocalStack, removedAfterTests } from "../support/localStack";
import { descendants } from "../support/processes";

describe("a program on the real engine", () => {
  const stack = removedAfterTests(new LocalStack("dev", join(__dirname, "programs", "host")));

  it("reads its configuration, keeps its secrets and comes up", async () => {
    await stack.up();
    const outputs = await stack.outputs();
    assert.equal(outputs.greeting, "good morning");
    assert.equal(outputs.hidden, "[secret]");
    assert.equal(outputs.token, "[secret]");
  });

  it("keeps its state in files that are replaced atomically: no attribute files, which a kill could leave incomplete", () => {
    const files = readdirSync(stack.folder.backend, { recursive: true, encoding: "utf8" });
    assert.ok(files.some((file) => file.endsWith(".json")));
    assert.deepEqual(
      files.filter((file) => file.endsWith(".attrs")),
      [],
    );
  });

  it("shows no changes in a second preview", async () => {
    const run = await stack.pulumi("preview", "--non-interactive", "--expect-no-changes");
    assert.equal(run.code, 0, run.output);
  });

  it("keeps no random value in the state in plain text", async () => {
    const exported = await stack.pulumi("stack", "export");
    const shown = await stack.pulumi("stack", "output", "token", "--show-secrets");
    const value = shown.stdout.trim();
    assert.match(value, /^[0-9a-f]{64}$/);
    assert.ok(!exported.stdout.includes(value));
    assert.ok(!exported.stdout.includes("secret-in-the-program"));
  });

  it("reports an error of the program once, without a stack trace", async () => {
    const run = await stack.pulumi("preview", "--non-interactive", "--config", "host:fail=true");
    assert.notEqual(run.code, 0);
    const diagnostics = run.output.slice(run.output.indexOf("Diagnostics:"));
    assert.equal(diagnostics.split("error: ").length - 1, 1, run.output);
    assert.match(diagnostics, /error: the program says no/);
    assert.ok(!run.output.includes("    at "), run.output);
  });

  it("leaves no process behind when the engine is killed", async () => {
    let onGroup: (group: number) => void = () => undefined;
    const begun = new Promise<number>((resolve) => (onGroup = resolve));
    const run = stack.pulumiIn({ onGroup }, "preview", "--non-interactive");
    const engine = await begun;
    let started = descendants(engine);
    while (!started.some(({ command }) => command.includes("cmd/run"))) {
      await sleep(20);
      started = descendants(engine);
    }
    process.kill(-engine, "SIGKILL");
    assert.notEqual((await run).code, 0);
    const left = () => {
      const all = descendants(0);
      // A zombie still has its pid, and no command.
      return started.filter(({ pid, command }) =>
        all.some((one) => one.pid === pid && one.command === command),
      );
    };
    for (let tries = 0; left().length > 0 && tries < 100; tries += 1) {
      await sleep(100);
    }
    assert.deepEqual(left(), []);
  });
});
