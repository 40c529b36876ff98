import type { Policy } from "@pulumi/policy";
import type { OnUnknown, OptionName, Options } from "../options/options";
import type { ResourceType } from "../resources/resourceTypes";
import type { StackModel } from "../stack/stack";

/** One thing that is wrong, as the author of the program needs it. */
export interface Finding {
  readonly urn: string;
  /** The argument that is wrong, such as `ingress[0].cidrBlocks[0]`. */
  readonly path: string;
  /** What is wrong, as a sentence without its full stop. Quotes only patterns, address ranges, names and URNs. */
  readonly why: string;
  /** The change that fixes it, as an imperative without its full stop. */
  readonly fix: string;
  /** Whether it depends on an unknown value; the rule's `onUnknown` then decides. */
  readonly unknown?: boolean;
  /** `advisory` for a finding that never fails a preview; `mandatory` for one that does even if the rule is advisory. */
  readonly level?: "advisory" | "mandatory";
}

/** The policies on the whole stack. Each walks over all resources, so rules share them. */
export type StackPolicyName = "ingress-paths" | "signing-and-tiers" | "stack-hygiene";

/** A rule: its metadata, in the fields and the order of the policy SDK, and a pure function. */
export interface Rule
  extends Required<
    Pick<
      Policy,
      "name" | "displayName" | "description" | "severity" | "enforcementLevel" | "tags" | "remediationSteps"
    >
  > {
  /** Why it matters, for the rule's page. */
  readonly rationale: string;
  readonly framework?: Policy["framework"];
  /** A page of AWS's documentation on the subject. */
  readonly url: string;
  /** Where it runs: on each resource before it is created, or on the whole stack as part of one of its policies. */
  readonly scope: "resource" | StackPolicyName;
  /**
   * For a rule on resources that serve requests: the policy as part of which it runs on the whole stack, unless the option
   * `protect` is `all`. It then reports on what is protected, on the paths to it, and on what may be anywhere.
   */
  readonly stackPolicy?: StackPolicyName;
  /**
   * For a rule on resources that serve requests: types that serve none, but are a place of others. Findings on them always
   * wait for the whole stack, which shows what is there.
   */
  readonly places?: readonly ResourceType[];
  /** The types of resources that it checks. */
  readonly types: readonly ResourceType[] | "all";
  /** The options that it reads, which a configuration can set for this rule alone. */
  readonly options: readonly OptionName[];
  /** What happens to findings that depend on an unknown value, by default. */
  readonly onUnknown: OnUnknown;
  check(model: StackModel, options: Options): Finding[];
}
