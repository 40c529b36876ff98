import type { Misconfiguration } from "../../misconfiguration";
import { later, set } from "../../stackModel";

const rule = "no-unanalysable-argument";

/** Arguments of which nobody can say what they do. */
export const unanalysableArgumentMisconfigurations: Misconfiguration[] = [
  {
    id: "metadata-options-as-list",
    base: "dev",
    what: "An instance's metadata options are a list, as in Terraform, in which no rule finds anything.",
    rule,
    resource: "site-template",
    change: set("site-template", "metadataOptions", [{ httpTokens: "optional" }]),
    expectText: [/metadataOptions: this does not have the type that AWS documents/],
  },
  {
    id: "policy-with-unknown-element",
    base: "dev",
    what: "A key policy has the element statement, which is none of IAM's, besides Statement.",
    rule,
    resource: "site-key-k1",
    change: set("site-key-k1", "policy", '{"Statement":[],"statement":[{"Effect":"Allow","Action":"*"}]}'),
    expectText: [/policy: this does not have the type that AWS documents/],
  },
  {
    id: "origin-group-of-unknown-members",
    base: "prod",
    what: "The members of an origin group are known only after the update.",
    rule,
    resource: "site-distribution",
    change: set("site-distribution", "originGroups", [
      {
        originId: "either",
        failoverCriteria: { statusCodes: [500] },
        members: later([{ originId: "public" }, { originId: "pages" }], [], "array"),
      },
    ]),
    moments: ["preview"],
    expectText: [/where requests go cannot be checked, since this is not known in preview/],
  },
  {
    id: "actions-of-unknown-type",
    base: "prod",
    what: "What a listener does by default is known only after the update.",
    rule,
    resource: "site-https",
    change: set("site-https", "defaultActions.0.type", later("fixed-response")),
    moments: ["preview"],
  },
];
