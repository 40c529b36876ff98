import assert from "node:assert/strict";
import { Network } from "../../../components";
import { outputsOf } from "../../../components/internal/publishOutputs";
import { record, valueOf } from "../support/recorder";
import { makeSite } from "../support/site";

describe("published outputs", () => {
  it("are the fields of the component that have a value, and nothing else", async () => {
    const { component } = await record((options) => new Network("site", {}, options));
    const outputs = outputsOf(component);
    assert.deepEqual(Object.keys(outputs).sort(), [
      "availabilityZones",
      "internetGatewayId",
      "subnetIds",
      "vpcId",
    ]);
    assert.equal(outputs.vpcId, component.vpcId);
    assert.equal(await valueOf(component.vpcId), "site-vpc-id");
    assert.equal(await valueOf(component.endpointsSecurityGroupId), undefined);
  });

  it("leave out what a child of the component has no value for", async () => {
    const { component } = await makeSite();
    assert.equal(await valueOf(component.filesKeyPolicy), undefined);
    assert.ok(!("filesKeyPolicy" in outputsOf(component)));
  });
});
