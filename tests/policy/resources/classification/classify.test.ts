import assert from "node:assert/strict";
import awsTypes from "../../../../policy/resources/classification/awsTypes.json";
import {
  awsAnything,
  awsReferences,
  awsSenders,
} from "../../../../policy/resources/classification/awsUnfollowed";
import { awsWithoutWay } from "../../../../policy/resources/classification/awsWithoutWay";
import { classOf, knownTypes } from "../../../../policy/resources/classification/classify";
import { installedTypes } from "../../../../tools/awsTypes/installed";

describe("the table of AWS types", () => {
  it("is that of the installed provider (npm run aws-types)", () => {
    assert.deepEqual(awsTypes, installedTypes());
  });

  it("gives every type of the installed provider a class with a reason", () => {
    assert.ok(knownTypes().length > 1500);
    for (const type of knownTypes()) {
      const { kind, reason } = classOf(type);
      assert.ok(["modelled", "none", "sender", "reference", "anything"].includes(kind), `${type}: ${kind}`);
      assert.ok(reason.length > 10, type);
    }
  });

  it("names every type with a place in a network in a hand-made list, or reads it", () => {
    const unlisted = knownTypes().filter((type) =>
      / with a place in the network$/.test(classOf(type).reason),
    );
    assert.deepEqual(unlisted, []);
  });

  it("lists only types that the provider has, and each once", () => {
    const listed = [...awsWithoutWay, ...awsSenders, ...awsReferences, ...awsAnything].flatMap(({ types }) =>
      Object.entries(types).flatMap(([module, names]) =>
        names
          .split(" ")
          .map((name) => `aws:${module}/${name.charAt(0).toLowerCase()}${name.slice(1)}:${name}`),
      ),
    );
    const known = new Set(knownTypes());
    assert.deepEqual(
      listed.filter((type) => !known.has(type)),
      [],
    );
    assert.equal(new Set(listed).size, listed.length);
  });
});

describe("classOf", () => {
  const expected: [token: string, kind: string][] = [
    ["aws:lb/loadBalancer:LoadBalancer", "modelled"],
    ["aws:s3/bucketV2:BucketV2", "modelled"],
    ["aws:sqs/queue:Queue", "none"],
    ["aws:rds/instance:Instance", "none"],
    ["aws:eks/cluster:Cluster", "sender"],
    ["aws:cloudfront/multitenantDistribution:MultitenantDistribution", "reference"],
    ["aws:cloudformation/stack:Stack", "anything"],
    ["aws:ec2/publicGateway:PublicGateway", "notKnown"],
    ["aws-native:sqs:Queue", "none"],
    ["aws-native:ec2:Instance", "anything"],
    ["vpcmod:tf:aws_lb", "anything"],
    ["queuemod:tf:aws_sqs_queue", "none"],
    ["namemod:tf:random_pet", "none"],
    ["vpcmod:index:ModuleState", "none"],
    ["pulumi-nodejs:dynamic:Resource", "code"],
    ["pulumi:pulumi:Stack", "none"],
    ["pulumi:providers:aws", "none"],
    ["kubernetes:core/v1:Service", "sender"],
    ["kubernetes:core/v1:ConfigMap", "none"],
    ["cloudflare:index/zeroTrustTunnelCloudflared:ZeroTrustTunnelCloudflared", "otherProvider"],
    ["cloudflare:index/dnsRecord:DnsRecord", "none"],
    ["random:index/randomId:RandomId", "modelled"],
    ["tls:index/privateKey:PrivateKey", "modelled"],
    ["tls:index/selfSignedCert:SelfSignedCert", "none"],
    ["command:remote:Command", "code"],
    ["aws:sagemaker/notebookInstance:NotebookInstance", "sender"],
    ["kubernetes:elbv2.k8s.aws/v1beta1:TargetGroupBinding", "reference"],
    ["edgeworks:index:Tunnel", "otherProvider"],
  ];
  for (const [token, kind] of expected) {
    it(`says ${kind} of ${token}`, () => assert.equal(classOf(token).kind, kind));
  }
});
