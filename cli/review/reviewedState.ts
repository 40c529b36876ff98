/** The resources of one side of a review, in the format of `pulumi stack export`. */
import { CommandError } from "../report";
import { exportedResources } from "../stack/exportedState";

/** An argument or output as the engine writes it. */
export type Values = Readonly<Record<string, unknown>>;

/** A resource of a stack, before or after the change. */
export interface ReviewedResource {
  readonly urn: string;
  readonly type: string;
  readonly custom?: boolean;
  readonly id?: string;
  readonly parent?: string;
  readonly inputs?: Values;
  readonly outputs?: Values;
  readonly propertyDependencies?: Readonly<Record<string, readonly string[] | null>>;
  /** When it was created; absent for one that the update creates or replaces. */
  readonly created?: string;
  /** Whether it is one that a replacement left to delete. */
  readonly delete?: boolean;
  /** The arguments that a preview changes. */
  readonly changes?: readonly string[];
}

/** One side of a review. */
export interface ReviewedState {
  readonly deployment: { readonly resources: readonly ReviewedResource[] };
}

/** Returns a state of these resources. */
export const stateWith = (resources: readonly ReviewedResource[]): ReviewedState => ({
  deployment: { resources },
});

/**
 * Reads the output of `pulumi stack export`; undefined for another document.
 *
 * @param content a JSON document
 * @throws CommandError for a state with a resource that cannot be read
 */
export function asState(content: unknown): ReviewedState | undefined {
  const { deployment } = (content ?? {}) as { deployment?: { resources?: unknown } | null };
  if (typeof deployment !== "object" || deployment === null) {
    return undefined;
  }
  return stateWith(
    exportedResources(content)
      .filter((each) => each.delete !== true)
      .map((each) => withoutNulls(each) as unknown as ReviewedResource),
  );
}

/** Leaves out members that are null, which mean the same as absent ones. */
function withoutNulls(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== null));
}

/** Returns the stack of a URN: its name and its project. */
function stackOf({ urn }: ReviewedResource): string {
  const [, stack = "", project = ""] = /^urn:pulumi:([^:]+)::([^:]+)::/.exec(urn) ?? [];
  return `${stack} of project ${project}`;
}

/** Returns the name of a side's stack; undefined if it has no resource. */
export function stackNameOf({ deployment }: ReviewedState): string | undefined {
  const [first] = deployment.resources;
  return first && stackOf(first);
}

/** Refuses two sides of different stacks. @throws CommandError */
export function requireSameStack(before: ReviewedState, after: ReviewedState): void {
  const [one, other] = [stackNameOf(before), stackNameOf(after)];
  if (one !== undefined && other !== undefined && one !== other) {
    throw new CommandError(
      `BEFORE is stack ${one}, and AFTER is stack ${other}`,
      "give two sides of one stack",
    );
  }
}
