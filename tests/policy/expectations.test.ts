/** What scanners such as Checkov expect of a stack like prod, and the rules of the pack that check it. */
import assert from "node:assert/strict";
import { packRules } from "../../policy/pack";
import { readyConfig } from "../../tools/docs/packConfiguration";

/**
 * Checkov's checks and the rules of this pack. The load balancer's access logs have no rule, but a test in
 * tests/components/secureOrigin.test.ts.
 */
const EXPECTATIONS: readonly (readonly [id: string, what: string, rule: string])[] = [
  ["CKV_AWS_86", "the distribution has access logs", "distribution-has-access-logs"],
  ["CKV_AWS_53", "the log bucket blocks public access", "log-bucket-is-private"],
  ["CKV_AWS_68", "the distribution has a web ACL", "distribution-has-web-acl"],
  ["CKV_AWS_34", "viewers use HTTPS", "viewer-uses-https"],
  ["CKV_AWS_174", "viewers' TLS is 1.2 or newer", "viewer-tls-floor"],
  ["CKV_AWS_103", "the listener's TLS is 1.2 or newer", "listener-tls-floor"],
  ["CKV_AWS_378", "targets use TLS", "target-group-uses-tls"],
  ["CKV_AWS_8", "volumes are encrypted", "volume-is-encrypted"],
  ["CKV2_AWS_32", "responses have security headers", "behavior-has-security-headers"],
  ["CKV_AWS_131", "invalid headers are dropped", "load-balancer-drops-invalid-headers"],
  ["CKV_AWS_328", "ambiguous requests are rejected", "load-balancer-mitigates-desync"],
  ["CKV_AWS_150", "the load balancer cannot be deleted by accident", "load-balancer-has-deletion-protection"],
  ["CKV_AWS_79", "instance metadata needs a token", "instance-metadata-needs-token"],
];

/** The prod stack passes these in tests/engine/stack.test.ts, which previews it with this configuration. */
describe("what scanners expect of logging, the web ACL, encryption and headers", () => {
  const { all, "pack-settings": settings } = readyConfig("prod");

  for (const [id, what, name] of EXPECTATIONS) {
    it(`${id}: ${what}, by ${name}, mandatory for prod and not waived`, () => {
      const rule = packRules().find((each) => each.name === name);
      assert.ok(rule !== undefined, `unknown rule ${name}`);
      const level =
        settings.options.levels?.[name] ?? (rule.scope === "resource" ? all : rule.enforcementLevel);
      assert.equal(level, "mandatory");
      assert.equal("waivers" in settings.options, false);
    });
  }
});
