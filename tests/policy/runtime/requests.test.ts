import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { convertPropertiesOnce } from "../../../policy/runtime/requests";

// The policy SDK has a Pulumi SDK of its own.
const load = createRequire(require.resolve("@pulumi/policy"));
const { AnalyzerService } = load(
  "@pulumi/pulumi/proto/analyzer_grpc_pb",
) as typeof import("@pulumi/pulumi/proto/analyzer_grpc_pb");
const proto = load("@pulumi/pulumi/proto/analyzer_pb") as typeof import("@pulumi/pulumi/proto/analyzer_pb");

const properties = { cidrBlocks: ["203.0.113.0/28"], tags: { name: "admin" } };

describe("convertPropertiesOnce", () => {
  before(() => {
    convertPropertiesOnce();
    convertPropertiesOnce();
  });

  it("converts the properties of a resource and of its provider once", () => {
    const sent = new proto.AnalyzeRequest();
    sent.setProperties(Struct.fromJavaScript(properties));
    const provider = new proto.AnalyzerProviderResource();
    provider.setProperties(Struct.fromJavaScript({ region: "eu-central-1" }));
    sent.setProvider(provider);
    const request = AnalyzerService.analyze.requestDeserialize(Buffer.from(sent.serializeBinary()));
    const converted = request.getProperties()?.toJavaScript();
    assert.deepEqual(converted, properties);
    assert.equal(request.getProperties()?.toJavaScript(), converted);
    assert.deepEqual(request.getProvider()?.getProperties()?.toJavaScript(), { region: "eu-central-1" });
  });

  it("converts those of every resource of a stack once, also of one without properties", () => {
    const resource = new proto.AnalyzerResource();
    resource.setProperties(Struct.fromJavaScript(properties));
    const sent = new proto.AnalyzeStackRequest();
    sent.setResourcesList([resource, new proto.AnalyzerResource()]);
    const request = AnalyzerService.analyzeStack.requestDeserialize(Buffer.from(sent.serializeBinary()));
    const [first, second] = request.getResourcesList();
    assert.deepEqual(first?.getProperties()?.toJavaScript(), properties);
    assert.equal(first.getProperties()?.toJavaScript(), first.getProperties()?.toJavaScript());
    assert.equal(second?.getProperties(), undefined);
  });
});
