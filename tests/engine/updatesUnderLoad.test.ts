/**
 * The quick run of `npm run resilience`, and the commands of the runbook, on one stack under load: rotations, replacements
 * and failures refuse nobody.
 */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseKeys } from "../../app/session/keyring";
import { projectFolder } from "../../local/run/project";
import { epochSeconds, now } from "../../signer";
import { host, quickPace, TestEnvironment } from "../resilience/environment";
import type { ViewerRequest } from "../resilience/load/load";
import { appSigner, signedRequests } from "../resilience/load/signedRequests";
import { quickRun } from "../resilience/quick";
import { runWithFault } from "../resilience/scenarios/failedUpdates";
import { inconsistencies, unrecordedResources } from "../resilience/scenarios/recovery";
import { type Row, table } from "../resilience/tally";
import { deleteOutsidePulumi } from "./outsidePulumi";
import { runBlock, runbookBlocks } from "./runbookBlocks";

const RULE = "aws:lb/listenerRule:ListenerRule";
const KEY = "aws:kms/key:Key";
const SECRET = "aws:secretsmanager/secret:Secret";

describe("a stack under load", function () {
  this.timeout(300_000);
  const environment = new TestEnvironment({ pace: quickPace });
  /** How far the first test got; the others need the stack that it creates. */
  let first: "not begun" | "begun" | "done" = "not begun";
  let viewers: ViewerRequest[];
  /** A URL signed by the active key that expires soon. */
  let shortUrl: string;

  before(() => environment.open());
  after(() => environment.close());
  beforeEach(() => {
    assert.notEqual(first, "begun", "the quick run did not finish, so there is no stack under load");
  });

  const nobodyRefused = (row: Row): void => {
    assert.deepEqual(row.failures, []);
    assert.equal(row.refused, 0);
    assert.ok(row.requests > 100 && row.inWindow > 0, "no requests were made during the change");
  };
  const accepted = (): string[] =>
    environment.stack
      .account()
      .resources.filter(({ type }) => type === RULE)
      .flatMap(({ outputs }) => JSON.stringify(outputs.conditions).match(/[\da-f]{64}/g) ?? []);
  const trusted = async (): Promise<number> =>
    ((await environment.stack.outputs()).acceptedKeyIds as string[]).length;
  const edit = (change: (text: string) => string): void =>
    writeFileSync(environment.configFile, change(readFileSync(environment.configFile, "utf8")));

  it("refuses nobody in the quick run, and leaves nothing exposed or lost", async () => {
    first = "begun";
    const rows = await quickRun(environment);
    console.log(table(rows));
    assert.deepEqual(
      rows.flatMap(({ failures }) => failures),
      [],
    );
    for (const row of rows.slice(1)) {
      nobodyRefused(row);
    }
    const { signer } = await appSigner(environment);
    viewers = await signedRequests(signer, "dev-2");
    shortUrl = await signer.signUrl({
      url: `https://${host}/premium/page`,
      expires: epochSeconds(now() + 2),
    });
    environment.setRequests(viewers);
    first = "done";
  }).timeout(600_000);

  it("refuses a leaked header value after the runbook's commands, and nobody else", async () => {
    const before = accepted();
    nobodyRefused(await environment.underLoad("leaked header", () => runBlock(environment, "leaked header")));
    const [former, leaked] = [before.filter((value) => accepted().includes(value)), before.length];
    // Of three generations in two tiers the current one is dropped, and with it the oldest.
    assert.deepEqual([leaked, former.length, accepted().length], [6, 2, 4]);
  });

  it("refuses nobody when an update is killed, and is complete after the next", async () => {
    const row = await environment.underLoad("killed update", async () => {
      environment.set({ headerGeneration: 6 });
      await runWithFault(environment, { kind: "killed", step: 3 });
      const file = join(environment.stack.folder.root, "left.json");
      const unrecorded = unrecordedResources(environment);
      assert.ok(unrecorded.resources.length > 0, "resources were being created");
      writeFileSync(file, JSON.stringify(unrecorded));
      await runBlock(environment, "killed update", { words: { "left.json": file } });
    });
    nobodyRefused(row);
    assert.deepEqual(inconsistencies(environment), []);
    assert.deepEqual(await environment.pendingChanges(), []);
  });

  it("shows by verification at another time that a URL is refused only because it has expired", async () => {
    const runs = await runBlock(environment, "wrong clock", { words: { URL: shortUrl }, codes: { 0: 3 } });
    const verdicts = runs.map(({ out }) => JSON.parse(out) as { outcome: string; rule: string });
    assert.deepEqual(
      verdicts.map(({ outcome }) => outcome),
      ["deny", "allow"],
    );
    assert.equal(verdicts[0]?.rule, "time.expired");
  });

  it("refuses signatures of a leaked key once it is removed, and accepts those of the new key", async () => {
    const [, ...signed] = viewers;
    const removal = async (): Promise<void> => {
      await runBlock(environment, "leaked key");
      // Changes of a key group reach the edge after a second.
      await sleep(1_000);
    };
    const lost = await environment.underLoad("leaked key", removal, 1e9);
    assert.deepEqual(environment.exposed.size, 0);
    assert.ok(lost.refused > 0, "signatures of the leaked key are still accepted");
    viewers = await signedRequests((await appSigner(environment)).signer, "k-next");
    environment.setRequests([...viewers, ...signed.slice(0, 1)]);
    const after = await environment.underLoad("after a leaked key", () => sleep(500), 1e9);
    assert.ok(after.refused > 0 && after.refused < after.requests / 3, JSON.stringify(after));
    environment.setRequests(viewers);
  });

  it("replaces a leaked session key by one that was never used", async () => {
    const keys = (): string[] => {
      const secret = environment.stack
        .account()
        .resources.find(({ type, urn }) => type === SECRET && urn?.endsWith("-app-sessions"));
      const texts = Object.values(secret?.hidden?.versions ?? {}) as string[];
      return parseKeys(texts.at(-1) ?? "").map(({ id }) => id);
    };
    const [leaked, ...others] = keys();
    assert.ok(leaked !== undefined && others.length === 0);
    // Signatures stay valid; sessions are checked by the application.
    nobodyRefused(
      await environment.underLoad("leaked session key", () => runBlock(environment, "leaked session key")),
    );
    assert.equal(keys().length, 1);
    assert.ok(!keys().includes(leaked));
    assert.deepEqual(await environment.pendingChanges(), []);
  });

  it("goes back to the former key, which is still trusted", async () => {
    nobodyRefused(await environment.underLoad("back", () => runBlock(environment, "back to the key before")));
  });

  it("signs with a new key when the one in KMS was deleted", async () => {
    await deleteOutsidePulumi(environment, KEY, "members-keys-dev-1");
    edit((text) =>
      text.replace(/- (\{ )?id: dev-1\b[\s\S]*?state: active( \})?[^\n]*/, "- { id: k-new, state: active }"),
    );
    nobodyRefused(await environment.underLoad("lost key", () => runBlock(environment, "lost key")));
    assert.equal(await trusted(), 2);
    environment.setRequests(await signedRequests((await appSigner(environment)).signer, "k-new"));
    nobodyRefused({ ...(await environment.underLoad("after", () => sleep(1_500))), inWindow: 1 });
  });

  it("detects a rotation in the wrong order: the edge sends a value that the load balancer does not accept", async () => {
    const program = join(__dirname, "programs", "undone-order");
    const row = await environment.underLoad("undone order", async () => {
      // The engine looks for files from the folder of the program that it runs.
      environment.set({ headerGeneration: 7, appBundle: join(projectFolder, "app", "dist", "app.mjs") });
      const run = await environment.tryUp({ program });
      assert.equal(run.code, 0, run.output);
    });
    assert.ok(row.refused > 0);
    assert.match(row.failures.join("\n"), /status 403; balancer: .* rule default: a fixed 403/);
  });

  it("runs every block of the runbook that is marked as tried", () => {
    // "start over" is run in tests/engine/stack.test.ts, on a stack whose first update failed.
    assert.deepEqual([...runbookBlocks().keys()].sort(), [
      "back to the key before",
      "killed update",
      "leaked header",
      "leaked key",
      "leaked session key",
      "lost key",
      "start over",
      "wrong clock",
    ]);
  });
});
