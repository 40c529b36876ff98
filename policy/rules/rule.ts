import type { Policy } from "@pulumi/policy";
import type { ResourceType } from "../resources/resourceTypes";
import type { OnUnknown, OptionName, Options } from "../runtime/options";
import type { StackModel } from "../stack/stack";

/** One thing that is wrong, as the person who wrote the program needs it. */
export interface Finding {
  readonly urn: string;
  /** The argument that is wrong, such as `ingress[0].cidrBlocks[0]`. */
  readonly path: string;
  /** The fact, as a sentence without its full stop. Quotes nothing but patterns, address ranges, names and URNs. */
  readonly why: string;
  /** The one change that puts it right, as an imperative without its full stop. */
  readonly fix: string;
  /** It is not decided: a value cannot be seen. The rule's `onUnknown` says what becomes of it. */
  readonly unknown?: boolean;
  /** Only to say something that no change of the program is needed for. */
  readonly level?: "advisory";
}

/** The three policies on a whole stack; each costs a walk over all resources, so rules share them. */
export type StackPolicyName = "entry-paths" | "signing-and-tiers" | "stack-hygiene";

/** A resource of an example; `later` stands for a value that is not known in preview. */
export interface ExampleResource {
  readonly type: string;
  /** Default: `it`. */
  readonly name?: string;
  readonly props: object;
  /** Name of the resource that it is a child of. */
  readonly parent?: string;
  /** By argument, names of the resources whose outputs its value was made from. */
  readonly from?: Readonly<Record<string, readonly string[]>>;
}

/** A stack, or a part of one, that a rule accepts or rejects. */
export interface Example {
  /** What it is, as the end of "accepts …" or "rejects …". */
  readonly what: string;
  readonly resources: readonly ExampleResource[];
  readonly options?: Partial<Options>;
}

/** What shows a rule at work: its tests, and its page. */
export interface Examples {
  readonly good: readonly Example[];
  readonly bad: readonly Example[];
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
  /** A page that explains the threat. */
  readonly url: string;
  /**
   * Where it is decided: by one resource's arguments, before it is made; or by the stack, under one of its policies,
   * because it needs links.
   */
  readonly level: "resource" | StackPolicyName;
  /** The types of resources that it looks at; all of them where a type says nothing. */
  readonly types: readonly ResourceType[] | "all";
  /** The options that it reads; only these can be set for it in a configuration. */
  readonly options: readonly OptionName[];
  /** What becomes of findings that rest on a value which is not known, unless the options say otherwise. */
  readonly onUnknown: OnUnknown;
  check(model: StackModel, options: Options): Finding[];
}
