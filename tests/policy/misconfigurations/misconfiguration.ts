import { type Change, type Moment, rootUrn, type Stack, urnOf } from "./model";
import { type RuleName, rules } from "./rules";
import type { Enforcement } from "./rules/rule";
import { type ShapeName, shapes } from "./shapes";

/** Options of the pack, where a case needs other ones than the environment's ready configuration has. */
interface PackOptions {
  readonly publicPaths?: readonly string[];
  readonly adminCidrs?: readonly string[];
  /** SHA-256 over the DER form of other environments' public keys, in hexadecimal digits. */
  readonly foreignKeyFingerprints?: readonly string[];
}

/** A stack that the pack has to accept or to reject: a compliant shape with one thing changed. */
interface Case {
  readonly id: string;
  readonly shape: ShapeName;
  /** What was changed, in one sentence. */
  readonly what: string;
  readonly change: Change;
  readonly options?: PackOptions;
  /** When it can be seen, if not both in a first preview and after an update. */
  readonly moments?: readonly Moment[];
}

/** The name under which a misconfiguration means the stack itself, whose exports are its outputs. */
export const THE_STACK = "";

/** The URN of the resource that a finding about a misconfiguration has to name, in the stack with the misconfiguration in it. */
export function offender(misconfiguration: Misconfiguration, stack: Stack): string {
  return misconfiguration.resource === THE_STACK ? rootUrn(stack) : urnOf(stack, misconfiguration.resource);
}

/** A misconfiguration, and what has to find it. */
export interface Misconfiguration extends Case {
  readonly rule: RuleName;
  /** What the finding weighs, if not what the rule says for the environment. */
  readonly enforcement?: Enforcement;
  /** Name of the resource that the finding is about: for a path the one by which it enters. */
  readonly resource: string;
  /** What the message has to say: a URL that gets in, a hop, an argument. */
  readonly expectText?: readonly RegExp[];
}

/** What the finding about a misconfiguration has to weigh, under the ready configuration of its shape. */
export function enforcementOf(misconfiguration: Misconfiguration): Enforcement {
  return (
    misconfiguration.enforcement ?? rules[misconfiguration.rule][shapes[misconfiguration.shape].environment]
  );
}

/** A variation that opens nothing. */
export type Harmless = Case;
