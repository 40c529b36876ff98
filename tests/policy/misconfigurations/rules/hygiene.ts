import { ALWAYS, type ExpectedRule, IN_PROD } from "./rule";

/** Rules on instances, load balancers, responses and logs. */
export const hygieneRules = {
  "instance-metadata-needs-token": {
    severity: "high",
    ...ALWAYS,
    requires: "Instances, templates and launch configurations require IMDSv2 and a hop limit of at most 2.",
  },
  "volume-is-encrypted": {
    severity: "medium",
    ...IN_PROD,
    requires: "Volumes of instances and templates, and separate volumes, are encrypted.",
  },
  "distribution-has-access-logs": {
    policy: "stack-hygiene",
    severity: "medium",
    ...IN_PROD,
    requires: "A distribution has access logs: standard (v1), vended (v2) or real-time.",
  },
  "access-log-holds-no-signature": {
    policy: "stack-hygiene",
    severity: "high",
    ...IN_PROD,
    requires: "Access logs of a distribution with signed behaviors leave out the query and the cookies.",
  },
  "log-bucket-is-private": {
    policy: "stack-hygiene",
    severity: "high",
    ...IN_PROD,
    requires: "A log bucket has all four blocks of public access, no public ACL and no public policy.",
  },
  "distribution-has-web-acl": {
    severity: "medium",
    ...IN_PROD,
    requires: "A distribution has a web ACL.",
  },
  "behavior-has-security-headers": {
    severity: "medium",
    ...IN_PROD,
    requires:
      "Each behavior has a response headers policy, and a policy with security headers has Strict-Transport-Security.",
  },
  "distribution-caches-no-errors": {
    severity: "medium",
    ...IN_PROD,
    requires:
      "A distribution with signed behaviors in front of servers caches no error of any status that CloudFront caches.",
  },
  "load-balancer-drops-invalid-headers": {
    severity: "medium",
    ...IN_PROD,
    requires:
      "An application load balancer drops invalid header fields, which could smuggle in a second secret header.",
  },
  "load-balancer-mitigates-desync": {
    severity: "medium",
    ...IN_PROD,
    requires: "The desync mitigation mode of an application load balancer is `defensive` or `strictest`.",
  },
  "load-balancer-has-deletion-protection": {
    severity: "low",
    dev: "off",
    prod: "mandatory",
    requires: "The load balancer of a prod stack cannot be deleted by mistake.",
  },
} as const satisfies Record<string, ExpectedRule>;
