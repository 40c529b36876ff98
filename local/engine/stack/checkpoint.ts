/** Reads and repairs a stack's state in the local backend. */
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import type { AccountResource } from "../../cloud";

/** A resource of a stack's state. */
export interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly protect?: boolean;
  /** A replaced resource, still to be deleted. */
  readonly delete?: boolean;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

/** An operation that was pending when the state was written. */
export interface PendingOperation {
  readonly type: string;
  readonly resource: StateResource;
}

/** The parts of a stack's state that local runs read. */
export interface Deployment {
  readonly resources?: readonly StateResource[];
  readonly pending_operations?: readonly PendingOperation[];
}

interface CheckpointFile {
  readonly checkpoint: { readonly latest?: Deployment };
}

/** Reads a stack's state file; undefined if the stack does not exist or the file is incomplete. */
function readFile(file: string): CheckpointFile | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as CheckpointFile;
  } catch {
    return undefined;
  }
}

/** Returns whether a stack's state is complete, truncated by a full disk, or missing. */
export function wholeness(file: string): "whole" | "torn" | "none" {
  if (!existsSync(file)) {
    return "none";
  }
  return readFile(file) === undefined ? "torn" : "whole";
}

/** Reads a stack's state; undefined if the stack does not exist or its file is incomplete. */
export function readDeployment(file: string): Deployment | undefined {
  const read = readFile(file);
  return read && (read.checkpoint.latest ?? {});
}

/** Returns a stack's resources as the engine counts them: without providers. */
export function countedResources({ resources = [] }: Deployment): readonly StateResource[] {
  return resources.filter(({ type }) => !type.startsWith("pulumi:providers:"));
}

/** The engine's marker of a secret in a state. */
const secretMark = "4dabf18193072939515e22adb298388d";

const isSecret = (value: unknown): boolean =>
  value !== undefined && JSON.stringify(value).includes(secretMark);

/** Returns a resource as the engine would have recorded it after its creation; secrets stay encrypted. */
function created(resource: StateResource, { id, outputs }: AccountResource): StateResource {
  const secrets = Object.entries(resource.inputs ?? {}).filter(([, value]) => isSecret(value));
  return { ...resource, id, outputs: { ...outputs, ...Object.fromEntries(secrets) } };
}

/**
 * Resolves the operations that were pending when the engine was killed: created resources are added to the state, the
 * new half of a replacement beside the old one, which is deleted next. The next update repeats other operations.
 *
 * @param account - the resources of the local cloud
 * @returns the resolved state, and the number of added resources
 */
export function settle(
  state: Deployment,
  account: readonly AccountResource[],
): { readonly state: Deployment; readonly taken: number } {
  const resources = state.resources ?? [];
  const known = new Set(resources.map(({ type, id }) => `${type} ${id ?? ""}`));
  const taken = (state.pending_operations ?? []).flatMap(({ type, resource }) => {
    const record = account.find(
      (one) => one.urn === resource.urn && one.type === resource.type && !known.has(`${one.type} ${one.id}`),
    );
    return type === "creating" && record !== undefined ? [created(resource, record)] : [];
  });
  const renewed = new Set(taken.map(({ urn }) => urn));
  const former = resources.map((one) => (renewed.has(one.urn) ? { ...one, delete: true } : one));
  return {
    state: { ...state, resources: [...former, ...taken], pending_operations: [] },
    taken: taken.length,
  };
}

/** Writes a resolved state atomically. */
export function writeDeployment(file: string, state: Deployment): void {
  const read = readFile(file);
  const next = `${file}.next`;
  writeFileSync(
    next,
    JSON.stringify({ ...read, checkpoint: { ...read?.checkpoint, latest: state } }, null, 4),
    {
      mode: 0o600,
    },
  );
  renameSync(next, file);
}
