import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { EnforcementLevel } from "@pulumi/pulumi/proto/analyzer_pb";
import { OptionError, type PackOptions } from "../../policy/options/options";
import { makePolicies, packRules } from "../../policy/pack";
import { rules as misconfigurationRules } from "./misconfigurations/rules";
import type { ExpectedRule } from "./misconfigurations/rules/rule";
import type { Violation } from "./support/analyzer";
import { declaring, distribution, loadBalancer, securityGroup } from "./support/fixtures";
import { type PackServer, startPack } from "./support/packServer";

const folder = resolve(__dirname, "../../policy");
/** Every rule in the order in which the pack reports, with its default enforcement level. */
const expected: Readonly<Record<string, "mandatory" | "advisory" | "disabled">> = {
  "no-internet-facing-load-balancer": "mandatory",
  "no-public-address": "mandatory",
  "no-open-security-group": "mandatory",
  "no-public-cloudfront-origin": "mandatory",
  "no-unanalysable-ingress": "mandatory",
  "no-ingress-but-cloudfront": "mandatory",
  "origin-security-group-admits-only-cloudfront": "mandatory",
  "protected-origins-exist": "mandatory",
  "function-url-admits-only-cloudfront": "mandatory",
  "no-unanalysable-argument": "mandatory",
  "secure-paths-need-trusted-key-groups": "mandatory",
  "signed-origin-needs-trusted-key-groups": "mandatory",
  "no-trusted-signers": "mandatory",
  "error-page-needs-no-signature": "mandatory",
  "public-path-needs-no-signature": "mandatory",
  "signed-object-needs-trusted-key-groups": "mandatory",
  "origin-bucket-admits-only-cloudfront": "mandatory",
  "edge-function-is-declared": "mandatory",
  "edge-functions-exist": "mandatory",
  "listener-default-action-refuses": "mandatory",
  "listener-rule-checks-secret-header": "mandatory",
  "listener-rule-checks-origin-secret": "mandatory",
  "origin-secret-is-accepted": "mandatory",
  "tiers-have-own-secrets": "mandatory",
  "tiers-have-own-targets": "mandatory",
  "tiers-have-own-ports": "mandatory",
  "origin-secret-is-random": "mandatory",
  "public-key-is-rsa-2048-or-p-256": "mandatory",
  "key-group-has-keys": "mandatory",
  "public-key-is-in-one-key-group": "mandatory",
  "no-private-key-material": "mandatory",
  "no-private-key-output": "mandatory",
  "no-key-of-another-environment": "mandatory",
  "no-wildcard-signing-permission": "mandatory",
  "signing-key-has-one-user": "mandatory",
  "viewer-uses-https": "mandatory",
  "viewer-tls-floor": "mandatory",
  "origin-tls-floor": "mandatory",
  "listener-tls-floor": "mandatory",
  "target-group-uses-tls": "mandatory",
  "instance-metadata-needs-token": "mandatory",
  "volume-is-encrypted": "advisory",
  "distribution-has-access-logs": "advisory",
  "access-log-holds-no-signature": "advisory",
  "log-bucket-is-private": "advisory",
  "distribution-has-web-acl": "advisory",
  "behavior-has-security-headers": "advisory",
  "distribution-caches-no-errors": "advisory",
  "load-balancer-drops-invalid-headers": "advisory",
  "load-balancer-mitigates-desync": "advisory",
  "load-balancer-has-deletion-protection": "disabled",
  "waiver-is-in-force": "mandatory",
};
const stackPolicies = ["ingress-paths", "signing-and-tiers", "stack-hygiene"];
const registered = [
  "pack-settings",
  ...packRules()
    .filter(({ scope }) => scope === "resource")
    .map(({ name }) => name),
  ...stackPolicies,
];

describe("packRules", () => {
  it("has exactly these rules, in this order", () => {
    const levels = packRules().map(({ name, enforcementLevel }) => [name, enforcementLevel]);
    assert.deepEqual(levels, Object.entries(expected));
  });

  it("has the severities, scopes and enforcement levels of the misconfiguration table", () => {
    for (const [name, rule] of Object.entries(misconfigurationRules) as [string, ExpectedRule][]) {
      const found = packRules().find((each) => each.name === name);
      assert.ok(found, name);
      assert.equal(found.severity, rule.severity, name);
      assert.equal(found.scope, rule.policy ?? "resource", name);
      assert.equal(found.enforcementLevel, rule.dev === "off" ? "disabled" : rule.dev, name);
    }
  });

  for (const rule of packRules()) {
    it(`describes ${rule.name}`, () => {
      assert.match(rule.name, /^[a-z]+(-[a-z0-9]+)+$/);
      assert.match(rule.displayName, /^[A-Z]/);
      assert.match(rule.description, /^[A-Z].*\.$/);
      assert.match(rule.rationale, /^[A-Z].*\.$/s);
      assert.match(rule.remediationSteps, /^[A-Z].*\.$/s);
      assert.match(rule.url, /^https:\/\/docs\.aws\.amazon\.com\//);
      assert.ok(rule.tags.length > 0);
    });
  }
});

describe("makePolicies", () => {
  it("registers pack-settings, the rules on resources, and three policies on the stack", () => {
    assert.deepEqual(
      makePolicies().map(({ name }) => name),
      registered,
    );
  });

  it("rejects a misspelt option", () => {
    assert.throws(() => makePolicies({ securePath: ["/a"] } as PackOptions), OptionError);
  });

  it("rejects a misspelt rule, and lists the valid ones", () => {
    const options: PackOptions = { levels: { "no-public-adress": "advisory" } };
    assert.throws(
      () => makePolicies(options),
      /unknown rule no-public-adress; there are .*no-public-address/,
    );
  });
});

describe("the pack", () => {
  let pack: PackServer;
  before(async () => {
    const printed = execFileSync(process.execPath, ["build.js"], { cwd: folder, encoding: "utf8" });
    assert.equal(printed, "");
    pack = await startPack(folder);
  });
  after(() => pack.stop());

  it("starts under Pulumi with its rules, their levels and a schema that rejects other options", async () => {
    const info = await pack.info();
    assert.equal(info.getName(), "secure-origin");
    assert.deepEqual(
      info.getPoliciesList().map((policy) => policy.getName()),
      registered,
    );
    for (const policy of info.getPoliciesList().filter((each) => each.getName() !== "pack-settings")) {
      const level = levels.get(policy.getEnforcementlevel());
      assert.equal(level, expected[policy.getName()] ?? "mandatory", policy.getName());
      const schema = policy.getConfigschema()?.getProperties()?.toJavaScript() as {
        options: { additionalProperties: boolean };
      };
      assert.equal(schema.options.additionalProperties, false);
    }
  });

  it("checks the paths that a component declares without configuration, and no other paths", async () => {
    const site = declaring({ securePaths: ["/vault/*"] });
    await pack.analyze(site);
    const violations = (await pack.analyze({ ...distribution(), parent: site })).filter(onSecurePaths);
    assert.deepEqual(
      violations.map(({ message, level }) => [/: (\S+) is served/.exec(message)?.[1], level]),
      [["/vault/a", "mandatory"]],
    );
    const [advice, ...more] = (await pack.analyze(distribution())).filter(onSecurePaths);
    assert.deepEqual([advice?.level, more], ["advisory", []]);
    assert.match(advice?.message ?? "", /: no secure paths are given for this distribution/);
  });

  it("uses the options of a policy configuration", async () => {
    const policy = "secure-paths-need-trusted-key-groups";
    await pack.configure(policy, { options: { securePaths: ["/vault/*"] } });
    const violations = (await pack.analyze(distribution())).filter(onSecurePaths);
    await pack.configure(policy, {});
    assert.deepEqual(
      violations.map(({ message }) => /: (\S+) is served/.exec(message)?.[1]),
      ["/vault/a"],
    );
  });

  it("uses the options of pack-settings for all rules", async () => {
    await pack.configure("pack-settings", {
      options: { securePaths: ["/vault/*"], levels: { [onPaths]: "advisory" } },
    });
    const violations = (await pack.analyze(distribution())).filter(onSecurePaths);
    await pack.configure("pack-settings", {});
    assert.deepEqual(
      violations.map(({ message, level }) => [/: (\S+) is served/.exec(message)?.[1], level]),
      [["/vault/a", "advisory"]],
    );
  });

  it("rejects a configuration with a misspelt policy, and suggests the right one", async () => {
    await assert.rejects(pack.configure("no-public-adress", {}), {
      details: "unknown policy no-public-adress; did you mean no-public-address?",
    });
    await pack.configure("all", {});
  });

  it("reports a misspelt option of the configuration once, and ignores it", async () => {
    await pack.configure("pack-settings", { options: { securePath: ["/vault/*"] } });
    const first = await pack.analyze(loadBalancer());
    const second = await pack.analyze(distribution({ viewerCertificate: {} }));
    await pack.configure("pack-settings", {});
    const [violation] = first.filter(({ policy }) => policy === "pack-settings");
    assert.equal(violation?.level, "mandatory");
    assert.match(
      violation.message,
      /unknown option securePath; there are securePaths, publicPaths, ignoreDeclaredPaths/,
    );
    assert.ok(second.some(({ policy }) => policy === "viewer-tls-floor"));
    assert.ok(!second.some(({ policy }) => policy === "pack-settings"));
  });

  describe("with a public load balancer behind CloudFront", () => {
    const rule = "no-internet-facing-load-balancer";
    const { type, props } = loadBalancer({ internal: false });
    const balancer = { type, props: { ...props, dnsName: "site.eu-west-1.elb.amazonaws.com" } };
    const origin = {
      originId: "app",
      domainName: "site.eu-west-1.elb.amazonaws.com",
      customOriginConfig: {},
    };
    const stack = [balancer, distribution({ origins: [origin] })];
    const found = async (resources = stack, policy = rule) => {
      // As the engine does: each resource first, with which the options of pack-settings are read.
      for (const resource of resources) {
        await pack.analyze(resource);
      }
      const violations = await pack.analyzeStack(resources);
      return violations.filter((each) => each.policy === policy).map(({ level }) => level);
    };

    it("rejects it with the whole stack, and one that CloudFront does not reach only with protect: all", async () => {
      assert.deepEqual(await found(), ["mandatory"]);
      assert.deepEqual(await found([balancer]), []);
      assert.deepEqual(await pack.analyze(balancer), []);
      await pack.configure("pack-settings", { options: { protect: "all" } });
      const alone = await pack.analyze(balancer);
      const again = await found();
      await pack.configure("pack-settings", {});
      assert.ok(alone.some(({ policy, level }) => policy === rule && level === "mandatory"));
      assert.deepEqual(again, []);
    });

    it("reports under the level that the engine has for the rule", async () => {
      await pack.configure(rule, {}, EnforcementLevel.ADVISORY);
      const advisory = await found();
      await pack.configure(rule, {}, EnforcementLevel.DISABLED);
      const disabled = await found();
      await pack.configure(rule, {}, EnforcementLevel.REMEDIATE);
      const remediated = await found();
      await pack.configure("all", {});
      assert.deepEqual([advisory, disabled, remediated], [["advisory"], [], ["mandatory"]]);
    });

    it("uses the options of the rule alone", async () => {
      const { type: groupType } = securityGroup();
      const group = {
        type: groupType,
        name: "group",
        props: { id: "sg-1", ingress: [{ cidrBlocks: ["203.0.113.0/28"] }] },
      };
      const guarded = { type, props: { ...balancer.props, securityGroups: ["sg-1"] } };
      const open = () => found([guarded, ...stack.slice(1), group], "no-open-security-group");
      assert.deepEqual(await open(), ["mandatory"]);
      await pack.configure("no-open-security-group", { options: { adminCidrs: ["203.0.113.0/28"] } });
      const trusted = await open();
      await pack.configure("all", {});
      assert.deepEqual(trusted, []);
    });
  });

  it("accepts an internal load balancer", async () => {
    const violations = await pack.analyze(loadBalancer({ dropInvalidHeaderFields: true }));
    assert.deepEqual(violations, []);
  });
});

const onPaths = "secure-paths-need-trusted-key-groups";
const onSecurePaths = ({ policy }: Violation) => policy === onPaths;
const levels = new Map<EnforcementLevel, string>([
  [EnforcementLevel.ADVISORY, "advisory"],
  [EnforcementLevel.MANDATORY, "mandatory"],
  [EnforcementLevel.DISABLED, "disabled"],
]);

describe("a pack that was not built", () => {
  it("reports that, and how to build it, in one line", () => {
    const copy = mkdtempSync(join(tmpdir(), "pack-"));
    try {
      for (const file of ["start.js", "package.json", "PulumiPolicy.yaml"]) {
        cpSync(join(folder, file), join(copy, file));
      }
      const { status, stderr } = spawnSync(process.execPath, [copy], { encoding: "utf8" });
      assert.equal(status, 1);
      assert.equal(
        stderr,
        `The policy pack is not built yet. Build it with: node ${join(copy, "build.js")}\n`,
      );
    } finally {
      rmSync(copy, { recursive: true });
    }
  });
});
