import assert from "node:assert/strict";
import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { makePolicies } from "../../../policy/pack";
import { resourceTypes } from "../../../policy/resources/resourceTypes";
import { analyze, analyzeStack, type TestResource, unknown } from "../support/analyzer";

/** A value that no message may quote. */
const canary = "canary-4f9d1c7e2b";

/** Properties that cannot be read. */
const unreadable = new Proxy(
  {},
  {
    get() {
      throw new TypeError(`cannot read ${canary}`);
    },
    ownKeys() {
      throw new TypeError(`cannot list ${canary}`);
    },
  },
);

/** Properties that contain themselves. */
function circular(props: object): object {
  const whole: Record<string, unknown> = { ...props };
  whole.self = whole;
  return whole;
}

interface Reported {
  readonly message: string;
  readonly enforcementLevel?: string;
}

type Report = (violation: Reported | string) => void;

/** Runs policies on properties that no request could carry. */
function run(props: object, names: readonly string[], type: string): Reported[] {
  const reported: Reported[] = [];
  const report: Report = (violation) =>
    void reported.push(typeof violation === "string" ? { message: violation } : violation);
  const resource = { type, urn: "urn:x", name: "x", props, opts: {}, propertyDependencies: {} };
  const rest = {
    getConfig: () => ({}),
    notApplicable: () => assert.fail("not applicable"),
    stackTags: new Map(),
  };
  for (const policy of makePolicies().filter(({ name }) => names.includes(name))) {
    if ("validateStack" in policy) {
      const validate = policy.validateStack as unknown as (args: object, report: Report) => void;
      validate({ ...rest, resources: [resource] }, report);
    } else {
      const validate = policy.validateResource as unknown as (args: object, report: Report) => void;
      validate({ ...rest, ...resource }, report);
    }
  }
  return reported;
}

const stackPolicies = ["ingress-paths", "signing-and-tiers", "stack-hygiene"];

describe("a failure in the pack", () => {
  it("while it builds the model of the stack, rejects the stack for every rule, and quotes nothing", () => {
    const reported = run(unreadable, stackPolicies, resourceTypes.distribution);
    assert.ok(reported.length > 15, `${reported.length} reports`);
    for (const { message, enforcementLevel } of reported) {
      assert.equal(enforcementLevel, "mandatory", message);
      assert.match(
        message,
        /^the rule failed \(TypeError at .*\), so nothing was checked\.\nFix: Report this line/m,
      );
      assert.ok(!message.includes(canary));
    }
  });

  it("while it reads a resource, rejects it", () => {
    const [reading, rule, ...more] = run(
      unreadable,
      ["pack-settings", "viewer-tls-floor"],
      resourceTypes.distribution,
    );
    assert.match(reading?.message ?? "", /^the reading of this resource failed \(TypeError at /);
    assert.match(rule?.message ?? "", /^the rule failed \(TypeError at /m);
    assert.deepEqual(more, []);
  });

  it("while it redacts a message, rejects the resource without the message", () => {
    const [reported] = run(circular({ origins: [] }), ["viewer-tls-floor"], resourceTypes.distribution);
    assert.match(
      reported?.message ?? "",
      /the redaction of this finding failed \(RangeError at .*\), so nothing was checked\.\nFix: Report this line/,
    );
  });
});

/** A generator of reproducible pseudo-random numbers below a limit. */
function randomBelow(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

const below = randomBelow(20);
const pick = <T>(values: readonly T[]): T => values[below(values.length)] as T;

/** Names of arguments that readers ask for; what is in them is random. */
const names = [
  "id arn name origins originId domainName vpcOriginConfig customOriginConfig customHeaders defaultCacheBehavior",
  "orderedCacheBehaviors trustedKeyGroups ingress cidrBlocks securityGroups subnets subnetId loadBalancerArn listenerArn",
  "defaultActions actions conditions httpHeader values type targetGroupArn targetId networkInterfaces policy bucket",
  "vpcOriginEndpointConfig aliases records apiId integrationUri uri instance allocationId launchTemplate items encodedKey",
].flatMap((line) => line.split(" "));

function randomValue(depth: number): unknown {
  const leaves = [
    null,
    true,
    false,
    0,
    -1,
    443,
    "",
    "*",
    "443",
    "arn:",
    "::/0",
    "https://",
    unknown.string,
    unknown.array,
  ];
  const shape = depth > 3 ? 0 : below(3);
  if (shape === 0) {
    return pick(leaves);
  }
  return shape === 1
    ? Array.from({ length: below(3) }, () => randomValue(depth + 1))
    : randomProps(depth + 1);
}

function randomProps(depth: number): Record<string, unknown> {
  return Object.fromEntries(Array.from({ length: below(9) }, () => [pick(names), randomValue(depth)]));
}

describe("the pack on resources of any shape", () => {
  it("answers for 2,000 resources in 40 stacks without a failure", async () => {
    const policies: readonly (ResourceValidationPolicy | StackValidationPolicy)[] = makePolicies();
    const types = Object.values(resourceTypes);
    for (let round = 0; round < 40; round++) {
      const resources = Array.from({ length: 50 }, (_, i): TestResource => {
        return { type: pick(types), name: `r${i}`, props: randomProps(0) };
      });
      const violations = await analyzeStack(policies, resources);
      violations.push(...(await analyze(policies, resources[0] as TestResource)));
      const failed = violations.filter(({ message }) => message.includes("failed ("));
      assert.deepEqual(failed, [], JSON.stringify(resources));
    }
  });
});
