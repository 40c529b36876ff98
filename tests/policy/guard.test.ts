import assert from "node:assert/strict";
import type { ResourceValidationArgs, ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { guard } from "../../policy/guard";
import { resourceTypes } from "../../policy/model/tokens";
import { resolveOptions } from "../../policy/options";
import type { Rule } from "../../policy/rules";
import { analyze, analyzeStack, unknown } from "./support/analyzer";
import { distribution, loadBalancer } from "./support/fixtures";

/** A rule that does what a test asks for. */
function ruleThat(check: Rule["check"], changes: Partial<Rule> = {}): Rule {
  return {
    name: "test-rule",
    displayName: "Test rule",
    description: "Described.",
    severity: "low",
    enforcementLevel: "mandatory",
    tags: [],
    remediationSteps: "",
    level: "resource",
    types: [resourceTypes.distribution],
    options: ["securePaths"],
    check,
    ...changes,
  };
}

function policiesOf(rule: Rule): (ResourceValidationPolicy | StackValidationPolicy)[] {
  const { name, description, enforcementLevel } = rule;
  return [{ name, description, enforcementLevel, ...guard(rule, resolveOptions()) }];
}

const finding = { urn: "urn:x", path: "a.b", why: "it is wrong", fix: "Put it right" };
/** Stands in a place that no message may quote. */
const canary = "canary-4f9d1c7e2b";

describe("guard", () => {
  it("reports a finding as a violation: what the rule is for, where, why, and what to do", async () => {
    const [violation] = await analyze(policiesOf(ruleThat(() => [finding])), distribution());
    assert.equal(violation?.message, "Described.\na.b: it is wrong.\nFix: Put it right.");
    assert.equal(violation.level, "mandatory");
  });

  it("reports an advisory finding of a mandatory rule as advisory", async () => {
    const [violation] = await analyze(
      policiesOf(ruleThat(() => [{ ...finding, level: "advisory" }])),
      distribution(),
    );
    assert.equal(violation?.level, "advisory");
    assert.match(violation.message, /^Described\.\na\.b: it is wrong/);
  });

  it("turns an error of the rule into a violation that says where, and nothing of the error's text", async () => {
    const failing = ruleThat(() => {
      throw new TypeError(`cannot read ${canary}`);
    });
    const [violation, ...more] = await analyze(policiesOf(failing), distribution());
    assert.ok(violation);
    assert.deepEqual(more, []);
    assert.equal(violation.level, "mandatory");
    assert.match(violation.message, /the rule itself failed \(TypeError at \S+, guard\.test\.ts:\d+\)/);
    assert.ok(!violation.message.includes(canary));
  });

  it("turns a thrown value that is no error into a violation", async () => {
    const failing = ruleThat(() => {
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- what a library may do
      throw canary;
    });
    const [violation] = await analyze(policiesOf(failing), distribution());
    assert.match(violation?.message ?? "", /the rule itself failed \(string\)/);
  });

  it("turns an unknown that the rule ran into, into a mandatory violation that names it", async () => {
    const careless = ruleThat(() => {
      throw Object.assign(new Error("unknown"), {
        props: ["origins", 0],
        unknownTypeSentinel: unknown.string,
      });
    });
    const [violation] = await analyze(policiesOf(careless), distribution());
    assert.equal(violation?.level, "mandatory");
    assert.match(violation.message, /^origins\.0: origins\.0 is not known in preview\.$/m);
  });

  it("does not ask a rule about a resource of another type", async () => {
    const never = ruleThat(() => assert.fail("asked"));
    assert.deepEqual(await analyze(policiesOf(never), loadBalancer()), []);
    assert.deepEqual(
      await analyze(policiesOf(never), { type: "random:index/randomId:RandomId", props: {} }),
      [],
    );
  });

  it("takes what the rule must not quote out of a message", async () => {
    const talkative = ruleThat(() => [{ ...finding, why: `the header is ${canary}` }]);
    const customHeaders = [{ name: "X-From-CloudFront", value: canary }];
    const [violation] = await analyze(policiesOf(talkative), distribution({ origins: [{ customHeaders }] }));
    assert.match(violation?.message ?? "", /the header is \[redacted\]/);
  });

  it("gives a stack rule the model of all resources, and reports on the resource it names", async () => {
    const counting = ruleThat(
      (model) =>
        model.loadBalancers.map(({ urn }) => ({
          ...finding,
          urn,
          why: `one of ${model.loadBalancers.length}`,
        })),
      { level: "stack" },
    );
    const resources = [
      { ...loadBalancer(), name: "a" },
      { ...loadBalancer({}, "alb"), name: "b" },
      { type: "aws:s3/bucket:Bucket", name: "c", props: {} },
    ];
    const violations = await analyzeStack(policiesOf(counting), resources);
    assert.deepEqual(
      violations.map(({ urn }) => urn.split("::").at(-1)),
      ["a", "b"],
    );
    assert.ok(violations.every(({ message }) => message.includes("one of 2")));
  });

  describe("with a policy configuration", () => {
    const showing = ruleThat((_, { securePaths }) => [{ ...finding, why: `paths ${securePaths.join(" ")}` }]);

    async function messageWith(config: object): Promise<string> {
      const messages: string[] = [];
      const { validateResource } = guard(
        showing,
        resolveOptions({ securePaths: ["/a/*"] }),
      ) as ResourceValidationPolicy;
      assert.ok(typeof validateResource === "function");
      const resource = distribution();
      const args = { ...resource, urn: "urn:x", getConfig: () => config, notApplicable: () => assert.fail() };
      await validateResource(
        args as unknown as ResourceValidationArgs,
        (message) => void messages.push(message),
      );
      return messages.join("\n");
    }

    it("lays its options over the pack's", async () => {
      assert.match(await messageWith({}), /paths \/a\/\*/);
      assert.match(await messageWith({ options: { publicPaths: ["/a/b"] } }), /paths \/a\/\*/);
      assert.match(await messageWith({ options: { securePaths: ["/b/*"] } }), /paths \/b\/\*/);
    });

    it("refuses an option in the wrong place, which the engine lets through", async () => {
      assert.match(
        await messageWith({ securePaths: ["/b/*"] }),
        /configuration: securePaths must stand inside "options"/,
      );
    });

    it("refuses what cannot be used, whatever the rule would have found", async () => {
      assert.match(
        await messageWith({ options: { securePath: [] } }),
        /unknown option securePath; there are/,
      );
    });
  });
});
