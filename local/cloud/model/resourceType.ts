import type { AccountResource } from "../account/accountFile";
import type { AccountState } from "../account/accountState";
import type { Answer } from "../refusal";
import type { Properties, Value } from "../values";
import type { Fields } from "./schema";

/** What a resource type can read: the account, the region of the call, and what exists. */
export interface Scope {
  accountId: string;
  region: string;
  account: AccountState;
}

/** The context of one operation on a resource. */
export interface OperationContext extends Scope {
  /** Empty while the id is generated. */
  id: string;
  urn: string;
  /** Logical name in the program. */
  name: string;
  /** Arguments with the schema's defaults; in a preview some are unknown. */
  inputs: Properties;
  /** Outputs computed so far, in the order of the type's list. */
  outputs: Properties;
  /** Values that are never outputs, such as a private key. */
  hidden: Properties;
  /** The previous state, on update and delete. */
  old?: AccountResource;
}

type Compute = (context: OperationContext) => Value | undefined;

/** An output and its lifetime. */
export interface Output {
  /**
   * stable: computed once, unknown in the preview of a creation; an argument of that name wins.
   * volatile: computed at each change, so unknown in the preview of an update too.
   * derived: a function of arguments, known when they are, even if an argument has the same name.
   */
  kind: "stable" | "volatile" | "derived";
  from: readonly string[];
  compute: Compute;
}

/** An output that AWS generates once. */
export const stable = (compute: Compute): Output => ({ kind: "stable", from: [], compute });
/** An output that AWS generates at each change. */
export const volatile = (compute: Compute): Output => ({ kind: "volatile", from: [], compute });
/** An output that follows from arguments. */
export const derived = (from: readonly string[], compute: Compute): Output => ({
  kind: "derived",
  from,
  compute,
});

/** An argument that references another resource. */
export interface Reference {
  /** Path of the argument, `[*]` for each element. */
  path: string;
  /** Types that it may reference. */
  to: readonly string[];
  /** The target's values that it may hold: "id" or outputs such as "arn". */
  by: readonly string[];
  /** AWS's error if the target does not exist. */
  missing: Answer;
  /** AWS's error when a referenced target is deleted; without it the deletion is allowed. */
  inUse?: Answer & { unless?: (target: AccountResource) => boolean };
  /** Returns whether AWS itself owns the value. */
  known?: (value: string, scope: Scope) => boolean;
}

/** A unique combination of outputs. */
export interface Unique extends Answer {
  /** Output names, dotted if nested; all must be present and equal. */
  of: readonly string[];
  /** Scope of uniqueness. Default: region. */
  within?: "region" | "account";
  /** Returns whether AWS allows a duplicate. */
  unless?: (context: OperationContext) => boolean;
}

/** Any other refusal. */
export interface Rule extends Answer {
  on: readonly ("create" | "update" | "delete")[];
  /** The refusing operation, if not the type's own. */
  operation?: string;
  /** One sentence for the documentation. */
  description: string;
  /** Returns the refusal's message, or undefined if valid. */
  validate: (context: OperationContext) => string | undefined;
}

/** Autonaming of a resource. */
export interface Naming {
  /** The argument that holds the name. */
  field: string;
  /** Longest name, including seven random digits. */
  max: number;
  /** Adapts the proposed name: lower case for buckets, "alias/" for key aliases. */
  form?: (name: string) => string;
}

/** A resource type of the local cloud. */
export interface ResourceType {
  token: string;
  /** AWS service, as its SDK names it in errors. */
  service: string;
  operations: { create: string; update: string; delete: string };
  /** Registry or API page of the arguments and outputs. */
  source: string;
  /** Global services have no region argument. */
  global?: boolean;
  /** False if it exists in Pulumi's state only. */
  stored?: boolean;
  inputs: Fields;
  naming?: Naming;
  id: (context: OperationContext) => string;
  /** Returns secret or large values that are stored beside the outputs; the previous ones are in `context.old`. */
  hide?: (context: OperationContext) => Properties;
  outputs: Readonly<Record<string, Output>>;
  references?: readonly Reference[];
  unique?: readonly Unique[];
  rules?: readonly Rule[];
  /**
   * How a configured delay works. waited: the provider responds when the change is in effect; lagging: AWS responds at
   * once, and the change takes effect later.
   */
  propagation?: "waited" | "lagging";
  /** Returns the length of the recovery window, in which the name stays taken, in days; 0 for none. */
  recoveryDays?: (context: OperationContext) => number;
  /** Returns false if this resource does not wait as its type does. */
  waits?: (context: OperationContext) => boolean;
  /** True if the provider deletes before it replaces. */
  deleteBeforeReplace?: boolean;
  /** Side effects of AWS after the creation. */
  created?: (context: OperationContext) => void;
  /** Side effects of AWS after the deletion. */
  deleted?: (context: OperationContext) => void;
}

/** A function of the local cloud. */
export interface FunctionType {
  token: string;
  source: string;
  /** One sentence for the documentation. */
  description: string;
  inputs: Fields;
  /** Names of its results, for programs in YAML, which cannot call a function without them. */
  returns?: readonly string[];
  answer: (args: Properties, scope: Scope) => Properties;
}
