import type { AccountResource } from "../account/accountFile";
import type { AccountState } from "../account/accountState";
import type { Answer } from "../refusal";
import type { Properties, Value } from "../values";
import type { Fields } from "./schema";

/** What a fact may look at: the account, the region of the call, and what exists. */
export interface Scope {
  accountId: string;
  region: string;
  account: AccountState;
}

/** One resource on its way into the account, or out of it. */
export interface OperationContext extends Scope {
  /** Empty while the id itself is made. */
  id: string;
  /** Logical name in the program. */
  name: string;
  /** Arguments with the schema's defaults filled in. In a preview some are unknown. */
  inputs: Properties;
  /** Outputs so far, in the order in which the facts list them. */
  outputs: Properties;
  /** What never becomes an output, such as a private key. */
  hidden: Properties;
  /** What there was before, on update and delete. */
  old?: AccountResource;
}

type Compute = (context: OperationContext) => Value | undefined;

/** How an output behaves over the life of a resource. */
export interface Output {
  /**
   * stable: made once, unknown in the preview of a creation, kept ever after, and an argument of that name wins.
   * volatile: made anew at each change, so unknown in the preview of an update too.
   * derived: a function of arguments, known as soon as they are; it stands even where an argument has the name.
   */
  kind: "stable" | "volatile" | "derived";
  from: readonly string[];
  compute: Compute;
}

/** An output that AWS gives once. */
export const stable = (compute: Compute): Output => ({ kind: "stable", from: [], compute });
/** An output that AWS gives anew at each change. */
export const volatile = (compute: Compute): Output => ({ kind: "volatile", from: [], compute });
/** An output that follows from arguments. */
export const derived = (from: readonly string[], compute: Compute): Output => ({
  kind: "derived",
  from,
  compute,
});

/** An argument that names another resource. */
export interface Reference {
  /** Path of the argument, `[*]` for each element. */
  path: string;
  /** Types that it may name. */
  to: readonly string[];
  /** By which of the target's values: "id" or outputs such as "arn". */
  by: readonly string[];
  /** AWS's answer when the target does not exist. */
  missing: Answer;
  /** AWS's answer to the deletion of a target that is still named here; without it the deletion is allowed. */
  inUse?: Answer & { unless?: (target: AccountResource) => boolean };
  /** Values that AWS itself owns. */
  known?: (value: string, scope: Scope) => boolean;
}

/** Values that no two resources of the type may share. */
export interface Unique extends Answer {
  /** Output names, dotted where nested. All must be there and equal. */
  of: readonly string[];
  /** Where the values must be unique; "region" unless told. */
  within?: "region" | "account";
  /** Where AWS lets a second one pass. */
  unless?: (context: OperationContext) => boolean;
}

/** Anything else that AWS refuses. */
export interface Rule extends Answer {
  on: readonly ("create" | "update" | "delete")[];
  /** The operation that refuses, where it is not the type's own. */
  operation?: string;
  /** One sentence for the documentation. */
  description: string;
  /** The refusal's message, or undefined if all is well. */
  validate: (context: OperationContext) => string | undefined;
}

/** How a resource gets its name when the program gives none. */
export interface Naming {
  /** Argument that holds the name. */
  field: string;
  /** Longest name, the seven random digits included. */
  max: number;
  /** Makes the proposed name fit: lower case for buckets, "alias/" for key aliases. */
  form?: (name: string) => string;
}

/** Everything that the local cloud knows about one resource type. */
export interface ResourceType {
  token: string;
  /** AWS service, as its SDK names it in errors. */
  service: string;
  operations: { create: string; update: string; delete: string };
  /** Registry or API page that the arguments and outputs were read from. */
  source: string;
  /** Global services have no region argument. */
  global?: boolean;
  /** False for what lives in Pulumi's state only. */
  stored?: boolean;
  inputs: Fields;
  naming?: Naming;
  id: (context: OperationContext) => string;
  /** Secret or bulky matter to be kept in the account beside the outputs; what it was is in `context.old`. */
  hide?: (context: OperationContext) => Properties;
  outputs: Readonly<Record<string, Output>>;
  references?: readonly Reference[];
  unique?: readonly Unique[];
  rules?: readonly Rule[];
  /**
   * How a change becomes effective when the cloud is told to delay it. waited: the provider answers when it has;
   * lagging: AWS answers at once, and what serves requests follows later.
   */
  propagation?: "waited" | "lagging";
  /** Days in which AWS's owner may take a deleted resource back, and in which it keeps its name; 0 for none. */
  recoveryDays?: (context: OperationContext) => number;
  /** False where this resource does not wait for what the type waits for. */
  waits?: (context: OperationContext) => boolean;
  /** True where the provider itself deletes before it replaces. */
  deleteBeforeReplace?: boolean;
  /** What AWS does by itself when the resource has come. */
  created?: (context: OperationContext) => void;
  /** What AWS does by itself when the resource has gone. */
  deleted?: (context: OperationContext) => void;
}

/** Everything that the local cloud knows about one function. */
export interface FunctionType {
  token: string;
  source: string;
  /** One sentence for the documentation: what it knows. */
  description: string;
  inputs: Fields;
  /** Names of what it returns, for programs in YAML, which ask before they call; none keeps it from them. */
  returns?: readonly string[];
  answer: (args: Properties, scope: Scope) => Properties;
}
