/** Two projects in one local cloud, each with a stack `dev`: this project's site stays its own. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { readStackView } from "../../../local/edge/stackView/stackView";
import { openCloud } from "../../../local/engine";
import { projectFolder } from "../../../local/run/project";
import { projectName } from "../../../local/run/projectName";
import { anyPorts, checkSite, startLocalSite } from "../../../local/site";
import { LocalStack } from "../../support/localStack";

describe("a site beside another project's stack of the same name", function () {
  this.timeout(300_000);
  const own = new LocalStack("dev").withProgramHost();
  const other = new LocalStack(
    "dev",
    join(projectFolder, "tests", "engine", "programs", "second-site"),
    own,
  ).withoutCheckpoints();
  after(() => own.remove());

  /** What `npm start -- --once` says of the site, and how many target groups its edge has. */
  const checked = async (): Promise<{ findings: string[]; groups: number }> => {
    const { root, cloud: cloudDir } = own.folder;
    const cloud = await openCloud(cloudDir);
    try {
      const { apiPort, apiSecret } = cloud;
      const outputs = await own.outputs();
      const common = { stack: "dev", root, cloudDir, outputs, ports: anyPorts };
      const site = await startLocalSite({ ...common, apiPort, apiSecret });
      try {
        const stack = { project: projectName, name: "dev" };
        const { targetGroups } = readStackView(own.account(), Date.now(), { stack });
        return { findings: await checkSite(site), groups: targetGroups.size };
      } finally {
        await site.close();
      }
    } finally {
      await cloud.close();
    }
  };
  const well = { findings: [], groups: 2 };
  const count = (project: string): number =>
    own.account().resources.filter(({ urn }) => urn?.startsWith(`urn:pulumi:dev::${project}::`)).length;

  it("answers when the other was up first", async () => {
    await other.up();
    await own.up();
    assert.deepEqual(await checked(), well);
  });

  it("is left alone when the other is destroyed", async () => {
    const before = count(projectName);
    await other.destroy();
    assert.deepEqual([count("second-site"), count(projectName)], [0, before]);
    assert.deepEqual(await checked(), well);
  });

  it("answers when the other comes up later, and says why where it does not", async () => {
    await other.up();
    assert.deepEqual(await checked(), well);
    const { root, cloud: cloudDir } = own.folder;
    const cloud = await openCloud(cloudDir);
    const { apiPort, apiSecret } = cloud;
    const outputs = await own.outputs();
    const common = { stack: "dev", root, cloudDir, outputs, ports: anyPorts };
    const site = await startLocalSite({ ...common, apiPort, apiSecret, project: "third" });
    try {
      const why =
        "edge: stack dev of project third has no distribution that is up; bring the stack up first: npm start";
      assert.deepEqual(await checkSite(site), [
        `/ answers 503 to a visitor without credentials, not 200: ${why}`,
        `/premium/ answers 503 to a visitor without credentials, not 403: ${why}`,
      ]);
    } finally {
      await site.close();
      await cloud.close();
    }
  });
});
