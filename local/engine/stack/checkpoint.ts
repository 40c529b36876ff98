/** Reads and settles a stack's state as the local backend keeps it. */
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import type { AccountResource } from "../../cloud";

/** A resource of a stack's state. */
export interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly protect?: boolean;
  /** The old half of a replacement, still to be deleted. */
  readonly delete?: boolean;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

/** An operation that was under way when the state was written. */
export interface PendingOperation {
  readonly type: string;
  readonly resource: StateResource;
}

/** The part of a stack's state that local runs read. */
export interface Deployment {
  readonly resources?: readonly StateResource[];
  readonly pending_operations?: readonly PendingOperation[];
}

interface CheckpointFile {
  readonly checkpoint: { readonly latest?: Deployment };
}

/** Reads the file of a stack's state; undefined where the stack does not exist or its file is not whole. */
function readFile(file: string): CheckpointFile | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as CheckpointFile;
  } catch {
    return undefined;
  }
}

/** Whether a stack's state is whole, torn by a full disk, or not there. */
export function wholeness(file: string): "whole" | "torn" | "none" {
  if (!existsSync(file)) {
    return "none";
  }
  return readFile(file) === undefined ? "torn" : "whole";
}

/** Reads a stack's state; undefined where the stack does not exist or its file is not whole. */
export function readDeployment(file: string): Deployment | undefined {
  const read = readFile(file);
  return read && (read.checkpoint.latest ?? {});
}

/** The resources of a stack as the engine counts them: without providers. */
export function countedResources({ resources = [] }: Deployment): readonly StateResource[] {
  return resources.filter(({ type }) => !type.startsWith("pulumi:providers:"));
}

/** The key by which the engine marks a secret in a state. */
const secretMark = "4dabf18193072939515e22adb298388d";

const isSecret = (value: unknown): boolean =>
  value !== undefined && JSON.stringify(value).includes(secretMark);

/** A resource as the engine would have written it, had it heard of its creation; secrets stay encrypted. */
function created(resource: StateResource, { id, outputs }: AccountResource): StateResource {
  const secrets = Object.entries(resource.inputs ?? {}).filter(([, value]) => isSecret(value));
  return { ...resource, id, outputs: { ...outputs, ...Object.fromEntries(secrets) } };
}

/**
 * Settles the operations that were under way when the engine was killed: what was created is taken into the state, the new
 * half of a replacement beside the old one, which is deleted next. Other operations are done again by the next update.
 *
 * @param account - what exists in the local cloud
 * @returns the settled state, and how many resources were taken into it
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

/** Writes a settled state in the place of the one that was read; others find the file whole. */
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
