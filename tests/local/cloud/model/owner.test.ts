import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AccountState } from "../../../../local/cloud/account/accountState";
import { Cloud } from "../../../../local/cloud/engine/cloud";
import { FaultInjection } from "../../../../local/cloud/engine/faultInjection";
import { catalogue } from "../../../../local/cloud/services/catalogue";

describe("a name that is taken in the account", () => {
  let dir: string;
  let account: AccountState;
  before(async () => {
    dir = mkdtempSync(join(tmpdir(), "owner-"));
    account = await AccountState.open(dir);
  });
  after(async () => {
    await account.close();
    rmSync(dir, { recursive: true });
  });

  it("is refused with the stack and project that have it, where they are others", () => {
    const cloud = new Cloud(catalogue, account, new FaultInjection(dir));
    const create = (project: string, name: string) =>
      cloud.create({
        urn: `urn:pulumi:dev::${project}::aws:cloudwatch/logGroup:LogGroup::${name}`,
        region: "eu-west-1",
        inputs: { name: "shared" },
        preview: false,
      });
    create("shop", "one");
    assert.throws(() => create("blog", "two"), {
      message: /: name of two is taken already, by shared of stack dev of project shop\.\n/,
    });
    assert.throws(() => create("shop", "two"), { message: /: name of two is taken already, by shared\.\n/ });
  });
});
