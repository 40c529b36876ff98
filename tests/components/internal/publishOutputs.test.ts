import assert from "node:assert/strict";
import { Network } from "../../../components";
import { outputsOf } from "../../../components/internal/publishOutputs";
import { record, valueOf } from "../support/recorder";

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
});
