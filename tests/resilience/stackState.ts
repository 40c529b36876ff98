/** The state of the stack of an environment. */
import assert from "node:assert/strict";
import { readDeployment, stackStateFile } from "../../local/engine";
import type { PendingOperation, StateResource } from "../../local/engine/stack/checkpoint";
import { projectName } from "../../local/run/projectName";
import type { TestEnvironment } from "./environment";

/** A resource in the state, with what the repairs of the guides need. */
export interface StackResource extends StateResource {
  readonly custom?: boolean;
  readonly parent?: string;
  readonly dependencies?: readonly string[];
}

/** The engine's state of the stack. */
export interface StackState {
  readonly resources: readonly StackResource[];
  readonly pending: readonly (PendingOperation & { readonly resource: StackResource })[];
}

/** Returns the logical name in a URN. */
export const logicalName = ({ urn = "" }: { readonly urn?: string | undefined }): string =>
  urn.split("::").at(-1) ?? "";

/** Reads the state; fails the test unless it can be read. */
export function stateOf({ stack }: TestEnvironment): StackState {
  const state = readDeployment(stackStateFile(stack.folder, projectName, "dev"));
  assert.ok(state !== undefined, "the stack has a state, which is whole");
  return { resources: state.resources ?? [], pending: state.pending_operations ?? [] };
}
