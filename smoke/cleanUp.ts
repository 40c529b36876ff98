/** Destroys what a program created, and reports what is left. */
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

/** Lists resources that may exist without being in the state, because their creation was interrupted. */
async function interruptedCreations(pulumi: Pulumi, program: string): Promise<string[]> {
  const { deployment } = await exported(pulumi, program);
  return (deployment?.pending_operations ?? [])
    .filter(({ type }) => type === "creating")
    .map(
      ({ resource }) =>
        `${resource.type} ${nameOf(resource.urn)} (its creation was interrupted; check whether it exists)`,
    );
}

async function inState(pulumi: Pulumi, program: string): Promise<string[]> {
  const { deployment } = await exported(pulumi, program);
  return (deployment?.resources ?? [])
    .filter(({ custom, type }) => custom === true && !type.startsWith("pulumi:"))
    .map(({ type, id = "" }) => `${type} ${id}`);
}

const nameOf = (urn: string): string => urn.split("::").at(-1) ?? urn;

/** The result of a clean-up. */
export interface CleanUpResult {
  /** The remaining resources, by type and id. */
  readonly left: readonly string[];
  /** The command that destroys them; undefined if the engine has nothing more to destroy. */
  readonly next: string | undefined;
}

/**
 * Destroys everything that a program created.
 *
 * @param endedEarly - whether the last deployment failed or was interrupted
 * @param pauses - seconds before each further attempt, since CloudFront's network interfaces outlive a VPC origin
 */
export async function cleanUp(
  pulumi: Pulumi,
  program: string,
  endedEarly: boolean,
  pauses: readonly number[],
): Promise<CleanUpResult> {
  try {
    return await destroyed(pulumi, program, endedEarly, pauses);
  } catch (error) {
    // Whatever the error, the user has to know what may be left.
    const why = `${(error as Error).message}: resources of ${program} may still exist`;
    return { left: [why], next: pulumi.commandLine(program, "destroy") };
  }
}

async function destroyed(
  pulumi: Pulumi,
  program: string,
  endedEarly: boolean,
  pauses: readonly number[],
): Promise<CleanUpResult> {
  if (endedEarly) {
    // A killed engine leaves its lock behind.
    await pulumi.run(program, "cancel", "--yes");
  }
  const uncertain = endedEarly ? await interruptedCreations(pulumi, program) : [];
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
    next: pulumi.commandLine(program, "destroy"),
  };
}
