import { compliantStacks, type StackName } from "./compliantStacks";
import { type RuleName, rules } from "./rules";
import type { Enforcement } from "./rules/rule";
import { type Change, type Moment, rootUrn, type Stack, urnOf } from "./stackModel";

/** Options of the pack, if a case needs others than the environment's configuration has. */
interface PackOptions {
  readonly publicPaths?: readonly string[];
  readonly adminCidrs?: readonly string[];
  readonly protect?: "origins" | "all";
  readonly protectedOrigins?: readonly string[];
  readonly scope?: "protected" | "stack";
  readonly edgeFunctions?: readonly { readonly function: string; readonly reason: string }[];
  /** The SHA-256 of other environments' public keys in DER, as hexadecimal digits. */
  readonly foreignKeyFingerprints?: readonly string[];
}

/** A stack that the pack must accept or reject: a compliant stack with one change. */
interface Case {
  readonly id: string;
  /** The compliant stack that is changed. */
  readonly base: StackName;
  /** The change, in one sentence. */
  readonly what: string;
  readonly change: Change;
  readonly options?: PackOptions;
  /** When it can be found, if not both in a first preview and after an update. */
  readonly moments?: readonly Moment[];
}

/** The resource name that stands for the stack itself, for a misconfiguration in its exports. */
export const THE_STACK = "";

/** Returns the URN of the resource that the finding must name. */
export function offender(misconfiguration: Misconfiguration, stack: Stack): string {
  return misconfiguration.resource === THE_STACK ? rootUrn(stack) : urnOf(stack, misconfiguration.resource);
}

/** A misconfiguration, and the finding that it must cause. */
export interface Misconfiguration extends Case {
  readonly rule: RuleName;
  /** The enforcement level of the finding, if not the rule's level in the environment. */
  readonly enforcement?: Enforcement;
  /** The resource that the finding names: for a path, the first one on it. */
  readonly resource: string;
  /** What the message must contain: a URL, a hop, an argument. */
  readonly expectText?: readonly RegExp[];
}

/** Returns the enforcement level of the finding, with the configuration of the stack's environment. */
export function enforcementOf(misconfiguration: Misconfiguration): Enforcement {
  return (
    misconfiguration.enforcement ??
    rules[misconfiguration.rule][compliantStacks[misconfiguration.base].environment]
  );
}

/** A variation that is not a misconfiguration. */
export type Harmless = Case;
