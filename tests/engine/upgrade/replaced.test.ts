import assert from "node:assert/strict";
import type { StateResource } from "../../../local/engine/stack/checkpoint";
import { replacedResources } from "./replaced";

const resource = (type: string, name: string, id?: string): StateResource => ({
  type,
  urn: `urn:pulumi:dev::secure-origin::${type}::${name}`,
  ...(id !== undefined && { id }),
});
const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";

describe("what an upgrade replaced", () => {
  const before = [
    resource("secure-origin:index:SecureOrigin", "members"),
    resource("pulumi:providers:aws", "default_7_48_0", "a-uuid"),
    resource(DISTRIBUTION, "members", "E1"),
    resource("aws:kms/key:Key", "members-k1", "key-1"),
    resource("aws:s3/bucketObjectv2:BucketObjectv2", "bundle", "bucket/bundles/1.mjs"),
    resource("aws:cloudwatch/metricAlarm:MetricAlarm", "5xx", "5xx"),
  ];
  const kept = before.slice(2, 4);

  it("is nothing while serving resources keep their ids, whatever comes", () => {
    assert.deepEqual(replacedResources(before, [...kept, resource(DISTRIBUTION, "other", "E2")]), []);
  });

  it("is nothing for a resource with another name and the same id", () => {
    const renamed = [resource(DISTRIBUTION, "site", "E1"), ...kept.slice(1)];
    assert.deepEqual(replacedResources(before, renamed), []);
  });

  it("is a resource with another id, or none", () => {
    const [, key] = kept as [StateResource, StateResource];
    assert.deepEqual(replacedResources(before, [resource(DISTRIBUTION, "members", "E2"), key]), [
      `${DISTRIBUTION} members`,
    ]);
    assert.deepEqual(replacedResources(before, [key]), [`${DISTRIBUTION} members`]);
  });

  it("is a resource that is still to be deleted after its replacement", () => {
    const [old, key] = kept as [StateResource, StateResource];
    const after = [{ ...old, delete: true }, resource(DISTRIBUTION, "members", "E2"), key];
    assert.deepEqual(replacedResources(before, after), [`${DISTRIBUTION} members`]);
  });
});
