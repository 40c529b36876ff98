import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { updateSite } from "../../../local/run/updateSite";
import { UserError } from "../../../local/terminal/userError";

describe("a running site whose stack was changed in another terminal", () => {
  const dir = mkdtempSync(join(tmpdir(), "secure-origin-followed-"));
  const stateFile = join(dir, "dev.json");
  after(() => rmSync(dir, { recursive: true, force: true }));

  const state = (...types: string[]): void => {
    const resources = types.map((type) => ({ urn: "urn", type }));
    writeFileSync(stateFile, JSON.stringify({ checkpoint: { latest: { resources } } }));
  };
  const follow = (stack: string, site: () => Promise<boolean>) =>
    updateSite({ stack, stateFile, outputs: () => Promise.resolve({}), site: { follow: site } });

  it("says that the stack was destroyed, that it answers nothing, and how to go on", async () => {
    state("pulumi:providers:aws");
    const asked = () => Promise.reject(new Error("was asked to follow"));
    assert.deepEqual(await follow("dev", asked), {
      serves: false,
      line:
        "Stack dev was destroyed, so its site no longer responds. Deploy it again with npm run pulumi -- up --stack dev in " +
        "another terminal, and this site resumes; or press Ctrl-C and run npm start",
    });
    assert.match((await follow("prod", asked))?.line ?? "", /run npm start -- --stack prod$/);
  });

  it("says that it follows, or nothing where nothing has changed for it", async () => {
    state("aws:ec2/vpc:Vpc");
    assert.deepEqual(await follow("dev", () => Promise.resolve(true)), {
      serves: true,
      line: "The members app now uses the stack's new configuration",
    });
    assert.equal(await follow("dev", () => Promise.resolve(false)), undefined);
  });

  it("says what it waits for while the stack is not whole", async () => {
    state("aws:ec2/vpc:Vpc");
    const missing = () => Promise.reject(new UserError("the stack has no output appRoleArn"));
    assert.deepEqual(await follow("dev", missing), {
      serves: false,
      line: "The members app was not updated: the stack has no output appRoleArn",
    });
  });
});
