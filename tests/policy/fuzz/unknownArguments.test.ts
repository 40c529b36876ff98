import assert from "node:assert/strict";
import type { Json, Path } from "../../support/fuzz/places";
import { misconfigurations } from "../misconfigurations/all";
import { judge, packFor, resourcesOf } from "./fuzzedStack";
import { replaced } from "./replacedArguments";

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const routing = /where requests go cannot be checked, since this is not known in preview/;
const path = /: internet → /;

/** Arguments that were accepted when they were unknown, although a known value was refused. */
const rows: readonly [id: string, resource: string, at: Path, says: RegExp][] = [
  ["route-in-the-main-table", "main", ["routes", 0], routing],
  ["rest-api-to-nlb", "api-nlb", ["enforceSecurityGroupInboundRulesOnPrivateLinkTraffic"], path],
  ["verified-access-to-a-range", "site-verified", ["cidrOptions", "cidr"], path],
  ["first-interface-behind-endpoint-service", "shop-relay-tcp", ["defaultActions"], routing],
  ["cluster-that-is-admitted", "site-cluster", ["vpcConfig"], path],
  ["desktops-that-are-admitted", "app-desktops", ["vpcConfig"], path],
  ["failover-to-signed-origin", "site-distribution", ["originGroups"], routing],
  ["failover-to-signed-origin", "site-distribution", ["originGroups", 0, "members", 1], routing],
  ["signed-object-origin-path", "site-distribution", ["origins", 4, "originPath"], routing],
  ["signed-bucket-unsigned-requests", "videos-pages-access", ["signingBehavior"], routing],
  ["public-rule-to-signed-targets", "app-public-rule", ["actions"], routing],
  [
    "public-rule-to-both-targets",
    "site-public-rule",
    ["actions", 0, "forward", "targetGroups"],
    /the rules for the secrets of both tiers forward to/,
  ],
  [
    "rule-with-second-value",
    "site-signed-rule",
    ["conditions", 0, "httpHeader", "values", 2],
    /the rule accepts a value that no origin sends and that does not come from a secret of this stack/,
  ],
  [
    "secret-of-few-bytes",
    "site-signed-header-2",
    ["length"],
    /the secret may have fewer than 128 bits, since this is not known in preview/,
  ],
  [
    "metadata-across-hops",
    "site-template",
    ["metadataOptions", "httpPutResponseHopLimit"],
    /metadata may be readable from more than two network hops away, since this is not known in preview/,
  ],
  [
    "log-holds-query",
    "site-log-delivery",
    ["recordFields", 3],
    /the log may contain valid signatures, since this is not known in preview/,
  ],
  [
    "log-bucket-public-acl",
    "shop-logs-acl",
    ["acl"],
    /this ACL may make the log bucket public, since this is not known in preview/,
  ],
  [
    "error-page-signed",
    "site-distribution",
    ["customErrorResponses", 0, "responsePagePath"],
    /customErrorResponses\[0\]\.responsePagePath: not known in preview, so it is checked by the update/,
  ],
];

describe("an unknown argument in place of a refused one", () => {
  for (const [id, name, at, says] of rows) {
    it(`is reported: ${at.join(".")} of ${name} in ${id}`, () => {
      const one = misconfigurations.find((each) => each.id === id);
      assert.ok(one);
      const resources = resourcesOf(one, "known");
      const index = resources.findIndex((each) => each.name === name);
      assert.ok(index >= 0, resources.map((each) => each.name).join());
      const messages = judge(packFor(one) ?? [], replaced(resources, index, at, unknown as Json)).map(
        ({ message }) => message,
      );
      assert.ok(
        messages.some((message) => says.test(message)),
        messages.join("\n"),
      );
    });
  }
});
