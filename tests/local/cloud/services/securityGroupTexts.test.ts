import assert from "node:assert/strict";
import { Engine } from "../support/client";
import { refused } from "../support/refused";
import { Site } from "../support/site";

const GROUP = "ec2/securityGroup:SecurityGroup";
const RULE = "vpc/securityGroupIngressRule:SecurityGroupIngressRule";

/** What the API page of CreateSecurityGroup lists, and everything else that a keyboard writes. */
const taken = "abzABZ059 ._-:/()#,@[]+=&;{}!$*";
const refusedOnes = Array.from("'\"\\`<>?^|~%\n\té–’…");

// Issue 16: EC2 refused an apostrophe that the local cloud took, so the first deployment on AWS would have failed.
describe("names and descriptions of security groups and of their rules", () => {
  let engine: Engine;
  let site: Site;
  let vpcId: string;
  let groupId: string;
  const open = { ipProtocol: "tcp", fromPort: 443, toPort: 443, cidrIpv4: "10.0.0.0/8" };
  const inline = { protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["10.0.0.0/8"] };

  before(async () => {
    engine = await Engine.start();
    site = new Site(engine);
    const { vpc, group } = await site.network();
    vpcId = vpc.id;
    groupId = group.id;
  });
  after(() => engine.stop());

  it("take every character that EC2 documents", async () => {
    await site.make(GROUP, { vpcId, name: taken, description: taken });
    await site.make(GROUP, { vpcId, ingress: [{ ...inline, description: taken }] });
    await site.make(RULE, { ...open, securityGroupId: groupId, description: taken });
  });

  for (const character of refusedOnes) {
    it(`do not take ${JSON.stringify(character)}`, async () => {
      const text = `the application${character}s ports`;
      const rule = { ...open, securityGroupId: groupId, fromPort: 444, toPort: 444 };
      for (const [type, inputs] of [
        [GROUP, { vpcId, description: text }],
        [GROUP, { vpcId, name: text }],
        [GROUP, { vpcId, ingress: [{ ...inline, description: text }] }],
        [GROUP, { vpcId, egress: [{ ...inline, description: text }] }],
        [RULE, { ...rule, description: text }],
        [RULE.replaceAll("Ingress", "Egress"), { ...rule, description: text }],
      ] as const) {
        await refused("InvalidParameterValue", site.make(type, inputs));
      }
    });
  }

  it("are refused in an update of a rule as well, which keeps its description", async () => {
    const rule = await site.make(RULE, { ...open, securityGroupId: groupId, fromPort: 445, toPort: 445 });
    await refused("InvalidParameterValue", engine.update(rule, { ...rule.inputs, description: "it's" }));
    assert.equal((await engine.read(rule))?.["description"], undefined);
  });
});
