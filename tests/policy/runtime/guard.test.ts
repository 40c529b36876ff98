import assert from "node:assert/strict";
import type { ResourceValidationArgs, ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { resourceTypes } from "../../../policy/resources/resourceTypes";
import type { Rule } from "../../../policy/rules";
import { guard, guardStack } from "../../../policy/runtime/guard";
import type { PackOptions } from "../../../policy/runtime/options";
import { Settings } from "../../../policy/runtime/settings";
import { analyze, analyzeStack, unknown } from "../support/analyzer";
import { distribution, loadBalancer } from "../support/fixtures";

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
    url: "https://example.com/",
    level: "resource",
    types: [resourceTypes.distribution],
    options: ["securePaths"],
    onUnknown: "deny",
    check,
    ...changes,
  };
}

/** The first of January of 2026. */
const now = () => new Date("2026-01-01T12:00:00Z");

function policiesOf(rule: Rule, options: PackOptions = {}): ResourceValidationPolicy[] {
  const { name, description, enforcementLevel } = rule;
  return [{ name, description, enforcementLevel, ...guard(rule, new Settings(options), now) }];
}

/** Rules that share a policy on the whole stack. */
function stackPolicyOf(rules: Rule[], options: PackOptions = {}): StackValidationPolicy[] {
  const shared = { name: "entry-paths", description: "Shared.", enforcementLevel: "mandatory" as const };
  return [{ ...shared, ...guardStack(rules, new Settings(options), now) }];
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
      { level: "entry-paths" },
    );
    const resources = [
      { ...loadBalancer(), name: "a" },
      { ...loadBalancer({}, "alb"), name: "b" },
      { type: "aws:s3/bucket:Bucket", name: "c", props: {} },
    ];
    const violations = await analyzeStack(stackPolicyOf([counting]), resources);
    assert.deepEqual(violations.map(({ urn }) => urn.split("::").at(-1)).sort(), ["a", "b"]);
    assert.ok(violations.every(({ message }) => message.includes("one of 2")));
  });

  it("reports each of the rules of a stack policy under its own name, and one that fails harms no other", async () => {
    const failing = ruleThat(
      () => {
        throw new TypeError("what");
      },
      { name: "failing-rule", level: "entry-paths" },
    );
    const other = ruleThat(() => [finding], {
      name: "other-rule",
      level: "entry-paths",
      enforcementLevel: "advisory",
    });
    const violations = await analyzeStack(stackPolicyOf([failing, other]), [distribution()]);
    assert.deepEqual(
      violations.map(({ policy, level }) => `${policy} ${level}`),
      ["failing-rule mandatory", "other-rule advisory"],
    );
    assert.equal(violations[1]?.message, "Described.\na.b: it is wrong.\nFix: Put it right.");
  });

  describe("with a value that is not known in preview", () => {
    const undecided = { ...finding, unknown: true };
    const both = ruleThat(() => [finding, undecided, { ...undecided, path: "c" }]);
    const levels = async (rule: Rule, options: PackOptions = {}) =>
      (await analyze(policiesOf(rule, options), distribution())).map(({ level }) => level);

    it("denies, if the rule says no other", async () => {
      assert.deepEqual(await levels(both), ["mandatory", "mandatory", "mandatory"]);
    });

    it("warns, and loses no finding that is decided", async () => {
      const options: PackOptions = { onUnknown: { "test-rule": "warn" } };
      assert.deepEqual(await levels(both, options), ["mandatory", "advisory", "advisory"]);
    });

    it("defers with one line that names the fields, and loses no finding that is decided", async () => {
      const deferring = { ...both, onUnknown: "defer" as const };
      const [first, line, ...more] = await analyze(policiesOf(deferring), distribution());
      assert.deepEqual(more, []);
      assert.equal(first?.level, "mandatory");
      assert.equal(line?.level, "advisory");
      assert.match(line.message, /a\.b, c: this cannot be seen yet, so it is decided by the update/);
    });
  });

  it("takes levels from the options before those of the rule", async () => {
    const rule = ruleThat(() => [finding]);
    const levelWith = async (level: "advisory" | "disabled") =>
      (await analyze(policiesOf(rule, { levels: { "test-rule": level } }), distribution())).map(
        (each) => each.level,
      );
    assert.deepEqual(await levelWith("advisory"), ["advisory"]);
    assert.deepEqual(await levelWith("disabled"), []);
  });

  describe("with a waiver", () => {
    const waiver = { rule: "test-rule", urn: "urn:*", reason: "moved by spring", expires: "2026-01-01" };
    const found = async (changes: object) =>
      analyze(
        policiesOf(
          ruleThat(() => [finding]),
          { waivers: [{ ...waiver, ...changes }] },
        ),
        distribution(),
      );

    it("shows the finding as an advisory line with the reason and the last day", async () => {
      const [line] = await found({});
      assert.equal(line?.level, "advisory");
      assert.match(line.message, /Waived until 2026-01-01: moved by spring\na\.b: it is wrong\./);
    });

    for (const [what, changes] of [
      ["has expired", { expires: "2025-12-31" }],
      ["is for another resource", { urn: "urn:y" }],
      ["is for another rule", { rule: "other-rule" }],
    ] as const) {
      it(`shows the finding as it is when the waiver ${what}`, async () => {
        assert.deepEqual(
          (await found(changes)).map(({ level }) => level),
          ["mandatory"],
        );
      });
    }
  });

  describe("with a policy configuration", () => {
    const showing = ruleThat((_, { securePaths }) => [{ ...finding, why: `paths ${securePaths.join(" ")}` }]);

    async function messageWith(config: object): Promise<string> {
      const messages: string[] = [];
      const settings = new Settings({ securePaths: ["/a/*"] });
      const { validateResource } = guard(showing, settings, now) as ResourceValidationPolicy;
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
