/** Destroys what a program created, and says what is left where that fails. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Pulumi } from "./pulumi/pulumi";

interface Exported {
  readonly deployment?: {
    readonly resources?: readonly { urn: string; type: string; id?: string; custom?: boolean }[];
    readonly pending_operations?: readonly { type: string; resource: { urn: string; type: string } }[];
  };
}

async function exported(pulumi: Pulumi, program: string): Promise<Exported> {
  const { ok, stdout } = await pulumi.run(program, "stack", "export");
  return ok ? (JSON.parse(stdout) as Exported) : {};
}

/** What may exist without being in the state: its creation was under way when the engine ended. */
async function halfMade(pulumi: Pulumi, program: string): Promise<string[]> {
  const { deployment } = await exported(pulumi, program);
  return (deployment?.pending_operations ?? [])
    .filter(({ type }) => type === "creating")
    .map(
      ({ resource }) =>
        `${resource.type} ${nameOf(resource.urn)} (its creation was interrupted: look for it)`,
    );
}

async function inState(pulumi: Pulumi, program: string): Promise<string[]> {
  const { deployment } = await exported(pulumi, program);
  return (deployment?.resources ?? [])
    .filter(({ custom, type }) => custom === true && !type.startsWith("pulumi:"))
    .map(({ type, id = "" }) => `${type} ${id}`);
}

const nameOf = (urn: string): string => urn.split("::").at(-1) ?? urn;

/** How a clean-up ended. */
export interface Cleaned {
  /** What is left, by type and id; empty when nothing is. */
  readonly left: readonly string[];
  /** How a person destroys it; undefined when the engine has nothing more to destroy. */
  readonly next: string | undefined;
}

/**
 * Destroys all that a program created.
 *
 * @param endedEarly - whether the last deployment failed or was interrupted
 * @param pauses - seconds before each further attempt: CloudFront's interfaces outlive a VPC origin, and hold the VPC
 */
export async function cleanUp(
  pulumi: Pulumi,
  program: string,
  endedEarly: boolean,
  pauses: readonly number[],
): Promise<Cleaned> {
  try {
    return await destroyed(pulumi, program, endedEarly, pauses);
  } catch (error) {
    // What cannot be destroyed for whatever reason is named all the same.
    const why = `${(error as Error).message}: what ${program} has created may still be there`;
    return { left: [why], next: pulumi.shown(program, "destroy") };
  }
}

async function destroyed(
  pulumi: Pulumi,
  program: string,
  endedEarly: boolean,
  pauses: readonly number[],
): Promise<Cleaned> {
  if (endedEarly) {
    // An engine that was killed leaves its lock.
    await pulumi.run(program, "cancel", "--yes");
  }
  const uncertain = endedEarly ? await halfMade(pulumi, program) : [];
  for (const pause of [0, ...pauses]) {
    await sleep(pause * 1000);
    const { ok } = await pulumi.run(program, "destroy", "--yes", "--skip-preview", "--non-interactive");
    if (ok) {
      await pulumi.run(program, "stack", "rm", "--yes");
      return { left: [...uncertain, ...pulumi.leftovers()], next: undefined };
    }
  }
  return {
    left: [...uncertain, ...(await inState(pulumi, program))],
    next: pulumi.shown(program, "destroy"),
  };
}
