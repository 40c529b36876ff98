import assert from "node:assert/strict";
import type { ResourceValidationArgs, ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import type { PackOptions } from "../../../policy/options/options";
import { resourceTypes } from "../../../policy/resources/resourceTypes";
import type { Rule } from "../../../policy/rules/rule";
import { guard, guardStack } from "../../../policy/runtime/guard";
import { Settings } from "../../../policy/runtime/settings";
import { analyze, analyzeStack, unknown } from "../support/analyzer";
import { distribution, loadBalancer } from "../support/fixtures";

/** Creates a rule with the check of a test. */
function ruleThat(check: Rule["check"], changes: Partial<Rule> = {}): Rule {
  return {
    name: "test-rule",
    displayName: "Test rule",
    description: "Described.",
    rationale: "",
    severity: "low",
    enforcementLevel: "mandatory",
    tags: [],
    remediationSteps: "",
    url: "https://example.com/",
    scope: "resource",
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

/** Creates a policy on the whole stack from several rules. */
function stackPolicyOf(rules: Rule[], options: PackOptions = {}): StackValidationPolicy[] {
  const shared = { name: "ingress-paths", description: "Shared.", enforcementLevel: "mandatory" as const };
  return [{ ...shared, ...guardStack("ingress-paths", rules, new Settings(options), now) }];
}

const finding = { urn: "urn:x", path: "a.b", why: "it is wrong", fix: "Put it right" };
/** A value that no message may quote. */
const canary = "canary-4f9d1c7e2b";

describe("guard", () => {
  it("reports a finding as a violation, with the rule's description, the path, why, and the fix", async () => {
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

  it("reports an error of the rule as a violation with its location, but not its message", async () => {
    const failing = ruleThat(() => {
      throw new TypeError(`cannot read ${canary}`);
    });
    const [violation, ...more] = await analyze(policiesOf(failing), distribution());
    assert.ok(violation);
    assert.deepEqual(more, []);
    assert.equal(violation.level, "mandatory");
    assert.match(
      violation.message,
      /^the rule failed \(TypeError at \S+, guard\.test\.ts:\d+\), so nothing was checked\.$/m,
    );
    assert.ok(!violation.message.includes(canary));
  });

  it("reports a thrown value that is not an error as a violation", async () => {
    const failing = ruleThat(() => {
      // oxlint-disable-next-line typescript/only-throw-error -- what a library may do
      throw canary;
    });
    const [violation] = await analyze(policiesOf(failing), distribution());
    assert.match(violation?.message ?? "", /the rule failed \(string\), so nothing was checked/);
  });

  it("reports an unknown value that the rule did not handle as a mandatory violation with its path", async () => {
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

  it("does not run a rule on a resource of another type", async () => {
    const never = ruleThat(() => assert.fail("asked"));
    assert.deepEqual(await analyze(policiesOf(never), loadBalancer()), []);
    assert.deepEqual(
      await analyze(policiesOf(never), { type: "random:index/randomId:RandomId", props: {} }),
      [],
    );
  });

  it("redacts values that a rule must not quote", async () => {
    const talkative = ruleThat(() => [{ ...finding, why: `the header is ${canary}` }]);
    const customHeaders = [{ name: "X-From-CloudFront", value: canary }];
    const [violation] = await analyze(policiesOf(talkative), distribution({ origins: [{ customHeaders }] }));
    assert.match(violation?.message ?? "", /the header is \[redacted\]/);
  });

  it("passes all resources to a stack rule, and reports on the resource of the finding", async () => {
    const counting = ruleThat(
      (model) =>
        model.loadBalancers.map(({ urn }) => ({
          ...finding,
          urn,
          why: `one of ${model.loadBalancers.length}`,
        })),
      { scope: "ingress-paths" },
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

  it("reports each rule of a stack policy under its own name, even if another fails", async () => {
    const failing = ruleThat(
      () => {
        throw new TypeError("what");
      },
      { name: "failing-rule", scope: "ingress-paths" },
    );
    const other = ruleThat(() => [finding], {
      name: "other-rule",
      scope: "ingress-paths",
      enforcementLevel: "advisory",
    });
    const violations = await analyzeStack(stackPolicyOf([failing, other]), [distribution()]);
    assert.deepEqual(
      violations.map(({ policy, level }) => `${policy} ${level}`),
      ["failing-rule mandatory", "other-rule advisory"],
    );
    assert.equal(violations[1]?.message, "Described.\na.b: it is wrong.\nFix: Put it right.");
  });

  describe("with a value unknown in preview", () => {
    const undecided = { ...finding, unknown: true };
    const both = ruleThat(() => [finding, undecided, { ...undecided, path: "c" }]);
    const levels = async (rule: Rule, options: PackOptions = {}) =>
      (await analyze(policiesOf(rule, options), distribution())).map(({ level }) => level);

    it("denies by default", async () => {
      assert.deepEqual(await levels(both), ["mandatory", "mandatory", "mandatory"]);
    });

    it("warns, and keeps the other findings", async () => {
      const options: PackOptions = { onUnknown: { "test-rule": "warn" } };
      assert.deepEqual(await levels(both, options), ["mandatory", "advisory", "advisory"]);
    });

    it("defers with one advisory that lists the fields, and keeps the other findings", async () => {
      const deferring = { ...both, onUnknown: "defer" as const };
      const [first, line, ...more] = await analyze(policiesOf(deferring), distribution());
      assert.deepEqual(more, []);
      assert.equal(first?.level, "mandatory");
      assert.equal(line?.level, "advisory");
      assert.match(line.message, /^a\.b, c: not known in preview, so it is checked by the update\.$/m);
    });
  });

  it("prefers the enforcement level of the options to the rule's", async () => {
    const rule = ruleThat(() => [finding]);
    const levelWith = async (level: "advisory" | "disabled") =>
      (await analyze(policiesOf(rule, { levels: { "test-rule": level } }), distribution())).map(
        (each) => each.level,
      );
    assert.deepEqual(await levelWith("advisory"), ["advisory"]);
    assert.deepEqual(await levelWith("disabled"), []);
  });

  describe("with a waiver", () => {
    const waiver = { rule: "test-rule", urn: "urn:*::x", reason: "moved by spring", expires: "2026-01-01" };
    const found = async (changes: object) =>
      analyze(
        policiesOf(
          ruleThat(() => [{ ...finding, urn: "urn:test::x" }]),
          { waivers: [{ ...waiver, ...changes }] },
        ),
        distribution(),
      );

    it("reports the finding as an advisory with the reason and the last day", async () => {
      const [line] = await found({});
      assert.equal(line?.level, "advisory");
      assert.match(line.message, /Waived until 2026-01-01: moved by spring\na\.b: it is wrong\./);
    });

    it("names the owner", async () => {
      const [line] = await found({ owner: "payments", path: "a.b", expires: "2027-01-01" });
      assert.equal(line?.level, "advisory");
      assert.match(line.message, /Waived until 2027-01-01 \(payments\): moved by spring\n/);
    });

    for (const [what, changes] of [
      ["has expired", { expires: "2025-12-31" }],
      ["ends more than a year from now", { expires: "2027-01-02" }],
      ["is for another resource", { urn: "urn:test::y" }],
      ["is for another argument", { path: "a.c" }],
      ["is for another rule", { rule: "other-rule" }],
    ] as const) {
      it(`reports the finding as it is if the waiver ${what}`, async () => {
        assert.deepEqual(
          (await found(changes)).map(({ level }) => level),
          ["mandatory"],
        );
      });
    }
  });

  describe("on resources of other types", () => {
    const types = [resourceTypes.loadBalancer];
    const onStack: Partial<Rule> = { stackPolicy: "ingress-paths", types };

    /** The type by which the SDK skips others without converting their properties. */
    const onlyType = (changes: Partial<Rule>, options: PackOptions = {}): unknown => {
      const { validateResource } = guard(
        ruleThat(() => [], changes),
        new Settings(options),
        now,
      );
      return (validateResource as { __pulumiType?: unknown }).__pulumiType;
    };

    it("lets the SDK skip all but the one type of a rule, unless that has aliases or there are more", () => {
      assert.equal(onlyType({}), resourceTypes.distribution);
      assert.equal(onlyType({ types }), undefined);
      assert.equal(onlyType({ types: [resourceTypes.distribution, resourceTypes.bucket] }), undefined);
      assert.equal(onlyType({ types: "all" }), undefined);
    });

    it("lets the SDK skip every resource if the rule runs on the whole stack", () => {
      assert.equal(onlyType(onStack), "pulumi:pulumi:Stack");
      assert.equal(onlyType(onStack, { protect: "all" }), undefined);
    });

    it("says that the rule is not applicable, without a stack trace, and restores its limit", () => {
      const { stackTraceLimit } = Error;
      const { validateResource } = guard(
        ruleThat(() => [finding], { types }),
        new Settings({}),
        now,
      );
      assert.ok(typeof validateResource === "function");
      const notApplicable = (reason: string) => {
        throw new Error(reason);
      };
      const args = { ...distribution(), urn: "urn:x", getConfig: () => ({}), notApplicable };
      assert.throws(
        () => validateResource(args as unknown as ResourceValidationArgs, () => assert.fail()),
        (error: Error) => {
          assert.equal(error.stack, `Error: test-rule does not check ${resourceTypes.distribution}`);
          return true;
        },
      );
      assert.equal(Error.stackTraceLimit, stackTraceLimit);
    });
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
        (message: string | { message: string }) => {
          messages.push(typeof message === "string" ? message : message.message);
        },
      );
      return messages.join("\n");
    }

    it("merges its options over the pack's", async () => {
      assert.match(await messageWith({}), /paths \/a\/\*/);
      assert.match(await messageWith({ options: { publicPaths: ["/a/b"] } }), /paths \/a\/\*/);
      assert.match(await messageWith({ options: { securePaths: ["/b/*"] } }), /paths \/b\/\*/);
    });

    it("rejects an option in the wrong place, which the engine allows", async () => {
      assert.match(
        await messageWith({ securePaths: ["/b/*"] }),
        /configuration: securePaths must be inside "options"/,
      );
    });

    it("rejects an invalid option, whatever the rule would find", async () => {
      assert.match(
        await messageWith({ options: { securePath: [] } }),
        /unknown option securePath; there are/,
      );
    });
  });
});
