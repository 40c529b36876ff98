/** Characters that EC2 accepts in names and descriptions of security groups and rules. */

import { input } from "../../model/commonFields";
import type { OperationContext, Rule } from "../../model/resourceType";
import { api } from "../../model/sources";
import { asList, asText, dig } from "../../values";

/** The set in EC2's own message. */
const SET = "a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*";

const takes = (text: string): boolean => /^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]*$/.test(text);

const refusal = (what: string): string =>
  `Invalid ${what}. Valid descriptions are strings less than 256 characters from the following set: ${SET}`;

const common = { code: "InvalidParameterValue", status: 400 } as const;

/** The rule for a group's name and description. */
export const groupTexts: Rule = {
  ...common,
  on: ["create"],
  source: api("ec2", "CreateSecurityGroup"),
  description: `Names and descriptions of groups contain only the characters ${SET}.`,
  validate: (context) => {
    if (!takes(input(context, "description"))) {
      return refusal("security group description");
    }
    return takes(input(context, "name"))
      ? undefined
      : `Invalid security group name. Valid names are strings less than 256 characters from the following set: ${SET}`;
  },
};

/** Returns the rule for descriptions of rules, separate or inline. */
export function ruleTexts(descriptions: (context: OperationContext) => readonly string[]): Rule {
  return {
    ...common,
    on: ["create", "update"],
    source: api("ec2", "IpRange"),
    description: `Descriptions of rules contain only the characters ${SET}.`,
    validate: (context) => (descriptions(context).every(takes) ? undefined : refusal("rule description")),
  };
}

/** Returns the descriptions of a group's inline rules. */
export function inlineDescriptions({ inputs }: OperationContext): string[] {
  const rules = [...asList(inputs["ingress"]), ...asList(inputs["egress"])];
  return rules.map((rule) => asText(dig(rule, "description")) ?? "");
}
