import { ALWAYS, type ExpectedRule, IN_PROD } from "./rule";

/** Rules on what surrounds the way in. */
export const hygieneRules = {
  "instance-metadata-needs-token": {
    severity: "high",
    ...ALWAYS,
    decides: "Instances, templates and launch configurations demand IMDSv2 and a hop limit of at most 2.",
  },
  "volume-is-encrypted": {
    severity: "medium",
    ...IN_PROD,
    decides: "Volumes of instances and templates, and volumes of their own, are encrypted.",
  },
  "distribution-has-access-logs": {
    policy: "stack-hygiene",
    severity: "medium",
    ...IN_PROD,
    decides: "A distribution has access logs: standard (v1), vended (v2) or real-time.",
  },
  "access-log-holds-no-signature": {
    policy: "stack-hygiene",
    severity: "high",
    ...IN_PROD,
    decides: "Access logs of a distribution with signed behaviors leave out the query and the cookies.",
  },
  "log-bucket-is-private": {
    policy: "stack-hygiene",
    severity: "high",
    ...IN_PROD,
    decides:
      "A bucket that takes logs has all four blocks of public access, no public ACL and no public policy.",
  },
  "distribution-has-web-acl": {
    severity: "medium",
    ...IN_PROD,
    decides: "A distribution has a web ACL.",
  },
  "behavior-has-security-headers": {
    severity: "medium",
    ...IN_PROD,
    decides:
      "Each behavior has a response headers policy, and a policy with security headers has Strict-Transport-Security.",
  },
  "distribution-caches-no-errors": {
    severity: "medium",
    ...IN_PROD,
    decides:
      "A distribution with signed behaviors in front of servers keeps no error of any status that CloudFront caches.",
  },
  "load-balancer-drops-invalid-headers": {
    severity: "medium",
    ...IN_PROD,
    decides:
      "An application load balancer drops invalid header fields, which could smuggle a second secret header.",
  },
  "load-balancer-mitigates-desync": {
    severity: "medium",
    ...IN_PROD,
    decides: "The desync mitigation mode of an application load balancer is `defensive` or `strictest`.",
  },
  "load-balancer-has-deletion-protection": {
    severity: "low",
    dev: "off",
    prod: "mandatory",
    decides: "The load balancer of a prod stack cannot be deleted by mistake.",
  },
} as const satisfies Record<string, ExpectedRule>;
