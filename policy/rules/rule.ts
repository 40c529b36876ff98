import type { Policy } from "@pulumi/policy";
import type { StackModel } from "../model/stack";
import type { ResourceType } from "../model/tokens";
import type { OptionName, Options } from "../options";

/** One thing that is wrong, as the person who wrote the program needs it. */
export interface Finding {
  readonly urn: string;
  /** The argument that is wrong, such as `ingress[0].cidrBlocks[0]`. */
  readonly path: string;
  /** The fact, as a sentence without its full stop. Quotes nothing but patterns and address ranges. */
  readonly why: string;
  /** The one change that puts it right, as an imperative without its full stop. */
  readonly fix: string;
  /** Only to say something that no change of the program is needed for. */
  readonly level?: "advisory";
}

/** A rule: what it says of itself, in the fields and the order of the policy SDK, and a pure function. */
export interface Rule
  extends Required<
    Pick<
      Policy,
      "name" | "displayName" | "description" | "severity" | "enforcementLevel" | "tags" | "remediationSteps"
    >
  > {
  readonly framework?: Policy["framework"];
  readonly url?: string;
  /** `resource` when one resource's arguments decide it, before it is made; `stack` when it needs links. */
  readonly level: "resource" | "stack";
  /** The types of resources that it looks at. */
  readonly types: readonly ResourceType[];
  /** The options that it reads; only these can be set for it in a configuration. */
  readonly options: readonly OptionName[];
  check(model: StackModel, options: Options): Finding[];
}
