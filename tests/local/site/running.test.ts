import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { projectFolder } from "../../../local/run/project";
import { projectName } from "../../../local/run/projectName";
import { findRunning, tellRunning } from "../../../local/site/running";

describe("where a running site is", () => {
  const root = mkdtempSync(join(tmpdir(), "secure-origin-running-"));
  after(() => rmSync(root, { recursive: true }));

  const site = (port: number) => ({
    viewers: `localhost:${port}`,
    balancer: "127.0.0.1:2",
    instance: "127.0.0.1:3",
    apiPort: 4,
    apiSecret: "secret",
  });

  it("is found by project and stack, and forgotten by the one that ends", () => {
    const own = { project: projectName, name: "dev" };
    const other = { project: "other", name: "dev" };
    const hide = tellRunning(root, own, site(1));
    const hideOther = tellRunning(root, other, site(9));
    assert.deepEqual(findRunning(root, own), site(1));
    assert.deepEqual(findRunning(root, other), site(9));
    hideOther();
    assert.deepEqual([findRunning(root, own), findRunning(root, other)], [site(1), undefined]);
    assert.equal(findRunning(root, { ...own, name: "prod" }), undefined);
    hide();
    assert.equal(findRunning(root, own), undefined);
  });

  it("is told to this user alone, since it holds the secret of the local cloud's access keys", () => {
    const own = { project: projectName, name: "dev" };
    const file = join(root, "site", `${projectName}.dev.running.json`);
    mkdirSync(join(root, "site"), { recursive: true });
    writeFileSync(file, "{}", { mode: 0o644 });
    const hide = tellRunning(root, own, site(1));
    assert.equal(statSync(file).mode & 0o777, 0o600);
    hide();
  });

  it("goes by the name that Pulumi.yaml gives this project", () => {
    const { name } = parse(readFileSync(join(projectFolder, "Pulumi.yaml"), "utf8")) as { name: string };
    assert.equal(projectName, name);
  });
});
