import assert from "node:assert/strict";
import { membersPaths } from "../../policy/options";
import { makePolicies } from "../../policy/pack";
import { analyze, secret, type TestResource, unknown } from "./support/analyzer";
import {
  distribution,
  instance,
  launchTemplate,
  loadBalancer,
  open,
  securityGroup,
} from "./support/fixtures";

const policies = makePolicies({ securePaths: membersPaths });
const pem = "-----BEGIN PRIVATE KEY-----\ncanary-pem\n-----END PRIVATE KEY-----";

/** Bad in as many ways as there are rules, so that every message is written. */
const bad: TestResource[] = [
  loadBalancer({ internal: false, name: "lb" }),
  loadBalancer({ internal: "neither", name: "lb" }),
  instance({ associatePublicIpAddress: true, userData: "run", tags: { a: "b" } }),
  launchTemplate({
    userData: "run",
    networkInterfaces: [{ associatePublicIpAddress: "true", description: "d" }],
  }),
  securityGroup({
    description: "d",
    ingress: [{ cidrBlocks: ["0.0.0.0/0", "what"], description: "d" }, unknown.object],
  }),
  { type: "aws:ec2/eip:Eip", props: { instance: "i-1", tags: { a: "b" } } },
  distribution({
    comment: "c",
    aliases: ["members.example.com"],
    origins: [
      {
        originId: "app",
        domainName: "origin.example.com",
        vpcOriginConfig: { vpcOriginId: "vo-1" },
        customHeaders: [{ name: "X-From-CloudFront", value: "v" }],
      },
    ],
    orderedCacheBehaviors: [
      open("*.jpg"),
      { ...open("/secure/x"), trustedSigners: ["self"] },
      open(unknown.string),
    ],
  }),
];

/** Every way to put a canary into the place of one string of the properties. */
function* planted(value: unknown, canary: string, key = ""): Generator {
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) {
      for (const variant of planted(item, canary, key)) {
        yield [...(value.slice(0, i) as unknown[]), variant, ...(value.slice(i + 1) as unknown[])];
      }
    }
  } else if (typeof value === "object" && value !== null) {
    for (const [name, item] of Object.entries(value)) {
      for (const variant of planted(item, canary, name)) {
        yield { ...value, [name]: variant };
      }
    }
  } else if (typeof value === "string") {
    yield canary;
    yield secret(canary);
  }
}

describe("messages", () => {
  for (const canary of ["canary/8c1f5e2a 9b7d!", pem]) {
    it(`hold no ${canary === pem ? "key in PEM form" : "secret"}, in whichever argument it stands`, async () => {
      let messages = 0;
      for (const resource of bad) {
        for (const props of planted(resource.props, canary)) {
          for (const { message } of await analyze(policies, { ...resource, props: props as object })) {
            messages++;
            assert.ok(!message.includes(canary), message);
            assert.ok(!message.includes("canary"), message);
          }
        }
      }
      assert.ok(messages > 100, `${messages} messages were looked at`);
    });
  }
});
