import assert from "node:assert/strict";
import { examples } from "../../policy/examples";
import { exampleDay } from "../../policy/examples/example";
import { makePolicies } from "../../policy/pack";
import { misconfigurations } from "./misconfigurations/all";
import { compliantStacks } from "./misconfigurations/compliantStacks";
import { analyzeStackRequest } from "./misconfigurations/requests";
import { read } from "./misconfigurations/stackModel";
import type { Properties } from "./misconfigurations/stackModel/values";
import {
  analyze,
  analyzeStack,
  answerToStack,
  secret,
  type TestResource,
  unknown,
  type Violation,
} from "./support/analyzer";
import { withUnknowns } from "./support/exampleFindings";
import {
  distribution,
  instance,
  launchTemplate,
  loadBalancer,
  membersPaths,
  open,
  securityGroup,
} from "./support/fixtures";
import { configuredPolicies } from "./support/judged";

const policies = makePolicies({ securePaths: membersPaths, protect: "all" });
const pem = "-----BEGIN PRIVATE KEY-----\ncanary-pem\n-----END PRIVATE KEY-----";

/** Resources that violate many rules, so that their messages appear. */
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

/** Arguments in which a word is a path, which messages quote. */
const paths = new Set(["pathPattern", "responsePagePath", "defaultRootObject"]);

/** Yields the properties with a canary in place of each string in turn. */
function* planted(value: unknown, canary: string, key = ""): Generator {
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) {
      for (const variant of planted(item, canary, key)) {
        yield [...(value.slice(0, i) as unknown[]), variant, ...(value.slice(i + 1) as unknown[])];
      }
    }
  } else if (typeof value === "object" && value !== null) {
    for (const [name, item] of Object.entries(value)) {
      if (name === "$" || "$" in value) {
        continue;
      }
      for (const variant of planted(item, canary, name)) {
        yield { ...value, [name]: variant };
      }
    }
  } else if (typeof value === "string" && !(paths.has(key) && /^\w+$/.test(canary))) {
    yield canary;
    yield secret(canary);
  }
}

/** The rejected examples of all rules, as test resources. */
const badExamples = Object.values(examples).flatMap(({ bad }) =>
  bad.map(({ resources, options }) => ({
    options,
    resources: resources.map(
      ({ type, name = "it", props }): TestResource => ({ type, name, props: withUnknowns(props) }),
    ),
  })),
);

const canaries = ["canary/8c1f5e2a 9b7d!", pem, `canary${"5e2a9b7d".repeat(8)}`];

describe("messages", () => {
  for (const canary of canaries) {
    const kind = canary === pem ? "key in PEM form" : "secret";
    it(`contain no ${kind} of ${canary.length} characters from any argument`, async () => {
      let messages = 0;
      const look = (violations: readonly Violation[]) => {
        for (const { message } of violations) {
          messages++;
          assert.ok(!message.includes(canary), message);
          assert.ok(!message.includes("canary"), message);
        }
      };
      for (const resource of bad) {
        for (const props of planted(resource.props, canary)) {
          look(await analyze(policies, { ...resource, props: props as object }));
        }
      }
      for (const { resources, options } of badExamples) {
        const judging = makePolicies({ securePaths: membersPaths, protect: "all", ...options }, exampleDay);
        for (const [i, resource] of resources.entries()) {
          for (const props of planted(resource.props, canary)) {
            const changed = { ...resource, props: props as object };
            look(await analyze(judging, changed));
            look(await analyzeStack(judging, [...resources.slice(0, i), changed, ...resources.slice(i + 1)]));
          }
        }
      }
      assert.ok(messages > 1000, `${messages} messages`);
    });
  }

  it("contain no secret from any argument of a whole stack", async () => {
    const [canary = ""] = canaries;
    for (const { base, change } of misconfigurations.filter(({ id }) => wholeStacks.includes(id))) {
      const { resources } = change(compliantStacks[base].build());
      for (const [i, resource] of resources.entries()) {
        for (const props of planted(resource.props, canary)) {
          const changed = { ...resource, props: props as Properties };
          const stack = {
            name: base,
            outputs: {},
            resources: [...resources.slice(0, i), changed, ...resources.slice(i + 1)],
          };
          const judging = configuredPolicies("prod");
          for (const { message } of await answerToStack(judging, analyzeStackRequest(read(stack, "known")))) {
            assert.ok(!message.includes("canary"), message);
          }
        }
      }
    }
  });
});

/** Misconfigurations whose messages name whole ingress paths, or compared values. */
const wholeStacks = ["path-second-alb-same-targets", "one-secret-everywhere", "group-attached-to-interface"];
