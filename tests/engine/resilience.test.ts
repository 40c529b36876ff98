/**
 * The short form of `npm run resilience`, and the runbook, on one stack with viewers who never stop asking: what is rotated,
 * replaced, killed or failed refuses nobody.
 */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseKeys } from "../../app/session/keyring";
import { projectFolder } from "../../local/run/project";
import { epochSeconds, now } from "../../signer";
import { host, TestEnvironment } from "../resilience/environment";
import { runWithFault } from "../resilience/failure";
import type { Ask } from "../resilience/load";
import { quickRun } from "../resilience/quick";
import { leftover, wounds } from "../resilience/recovery";
import { type Row, table } from "../resilience/tally";
import { appSigner, asksSignedNow } from "../resilience/viewers";
import { deleteBehind } from "./behind";
import { runBlock, runbookBlocks } from "./runbookBlocks";

const RULE = "aws:lb/listenerRule:ListenerRule";
const KEY = "aws:kms/key:Key";
const SECRET = "aws:secretsmanager/secret:Secret";

describe("a stack with viewers", function () {
  this.timeout(300_000);
  const environment = new TestEnvironment();
  /** How far the first test came, without which the others mean nothing. */
  let first: "not begun" | "begun" | "done" = "not begun";
  let viewers: Ask[];
  /** Signed by the active key, with an end that comes soon. */
  let shortUrl: string;

  before(() => environment.open());
  after(() => environment.close());
  beforeEach(() => {
    assert.notEqual(first, "begun", "the drill did not come to its end: there is no stack with viewers");
  });

  const nobodyRefused = (row: Row): void => {
    assert.deepEqual(row.failures, []);
    assert.equal(row.refused, 0);
    assert.ok(row.requests > 100 && row.inWindow > 0, "nobody asked while it was changed");
  };
  const taken = (): string[] =>
    environment.stack
      .account()
      .resources.filter(({ type }) => type === RULE)
      .flatMap(({ outputs }) => JSON.stringify(outputs.conditions).match(/[\da-f]{64}/g) ?? []);
  const trusted = async (): Promise<number> =>
    ((await environment.stack.outputs()).acceptedKeyIds as string[]).length;
  const edit = (change: (text: string) => string): void =>
    writeFileSync(environment.configFile, change(readFileSync(environment.configFile, "utf8")));

  it("refuses nobody in the short form of the drill, and leaves nothing open or lost", async () => {
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
    viewers = await asksSignedNow(signer, "dev-2");
    shortUrl = await signer.signUrl({
      url: `https://${host}/premium/page`,
      expires: epochSeconds(now() + 2),
    });
    environment.ask(viewers);
    first = "done";
  }).timeout(600_000);

  it("refuses nobody, and soon the leaked value, when a header value leaked", async () => {
    const before = taken();
    nobodyRefused(await environment.under("leaked header", () => runBlock(environment, "leaked header")));
    const [former, leaked] = [before.filter((value) => taken().includes(value)), before.length];
    // Of three generations in two tiers the one in use is dropped, and with it the eldest.
    assert.deepEqual([leaked, former.length, taken().length], [6, 2, 4]);
  });

  it("refuses nobody when an update is killed, and is whole after the next", async () => {
    const row = await environment.under("killed update", async () => {
      environment.set({ headerGeneration: 6 });
      await runWithFault(environment, { kind: "killed", step: 3 });
      const file = join(environment.stack.folder.root, "left.json");
      const left = leftover(environment);
      assert.ok(left.resources.length > 0, "something was being created");
      writeFileSync(file, JSON.stringify(left));
      await runBlock(environment, "killed update", { words: { "left.json": file } });
    });
    nobodyRefused(row);
    assert.deepEqual(wounds(environment), []);
    assert.ok(await environment.isAsConfigured());
  });

  it("is told from the time when an address is refused for its end alone", async () => {
    const runs = await runBlock(environment, "wrong clock", { words: { URL: shortUrl }, codes: { 0: 3 } });
    const verdicts = runs.map(({ out }) => JSON.parse(out) as { outcome: string; rule: string });
    assert.deepEqual(
      verdicts.map(({ outcome }) => outcome),
      ["deny", "allow"],
    );
    assert.equal(verdicts[0]?.rule, "time.expired");
  });

  it("refuses what a leaked key has signed once the key is removed, and sign-in goes on", async () => {
    const [, ...signed] = viewers;
    const removal = async (): Promise<void> => {
      await runBlock(environment, "leaked key");
      // The edge hears of a key group two seconds late.
      await sleep(2_000);
    };
    const lost = await environment.under("leaked key", removal, 1e9);
    assert.deepEqual(environment.exposed.size, 0);
    assert.ok(lost.refused > 0, "the leaked key still opens");
    viewers = await asksSignedNow((await appSigner(environment)).signer, "k-next");
    environment.ask([...viewers, ...signed.slice(0, 1)]);
    const after = await environment.under("after a leaked key", () => sleep(500), 1e9);
    assert.ok(after.refused > 0 && after.refused < after.requests / 3, JSON.stringify(after));
    environment.ask(viewers);
  });

  it("has no more of a session key that leaked, and one that was never used in its place", async () => {
    const keys = (): string[] => {
      const secret = environment.stack
        .account()
        .resources.find(({ type, urn }) => type === SECRET && urn?.endsWith("-app-sessions"));
      const texts = Object.values(secret?.hidden?.versions ?? {}) as string[];
      return parseKeys(texts.at(-1) ?? "").map(({ id }) => id);
    };
    const [leaked, ...others] = keys();
    assert.ok(leaked !== undefined && others.length === 0);
    // What members have signed goes on opening; their sessions are the application's.
    nobodyRefused(
      await environment.under("leaked session key", () => runBlock(environment, "leaked session key")),
    );
    assert.equal(keys().length, 1);
    assert.ok(!keys().includes(leaked));
    assert.ok(await environment.isAsConfigured());
  });

  it("goes back to the key before, which is trusted still", async () => {
    nobodyRefused(await environment.under("back", () => runBlock(environment, "back to the key before")));
  });

  it("signs again with a new key when the one in KMS is gone", async () => {
    await deleteBehind(environment, KEY, "members-keys-dev-1");
    edit((text) =>
      text.replace(/- (\{ )?id: dev-1\b[\s\S]*?state: active( \})?[^\n]*/, "- { id: k-new, state: active }"),
    );
    nobodyRefused(await environment.under("lost key", () => runBlock(environment, "lost key")));
    assert.equal(await trusted(), 2);
    environment.ask(await asksSignedNow((await appSigner(environment)).signer, "k-new"));
    nobodyRefused({ ...(await environment.under("after", () => sleep(500))), inWindow: 1 });
  });

  it("fails the drill when the order is undone: the edge sends what the load balancer does not know", async () => {
    const program = join(__dirname, "programs", "undone-order");
    const row = await environment.under("undone order", async () => {
      // The engine looks for files from the folder of the program that it runs.
      environment.set({ headerGeneration: 7, appBundle: join(projectFolder, "app", "dist", "app.mjs") });
      const run = await environment.tryUp({ program });
      assert.equal(run.code, 0, run.output);
    });
    assert.ok(row.refused > 0);
    assert.match(row.failures.join("\n"), /status 403; balancer: .* rule default: a fixed 403/);
  });

  it("has tried every block of the runbook that is marked as tried", () => {
    assert.deepEqual([...runbookBlocks().keys()].sort(), [
      "back to the key before",
      "killed update",
      "leaked header",
      "leaked key",
      "leaked session key",
      "lost key",
      "wrong clock",
    ]);
  });
});
