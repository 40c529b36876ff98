/** Finds the distribution of a stack. */
import {
  type Distribution,
  hostBelongs,
  loadDistribution,
} from "../../signer/verify/distribution/distribution";
import { distributionsOfState } from "../../signer/verify/distribution/stackState";
import { CommandError } from "../report";
import type { StackNameFlags } from "../stack/stackReference";
import { readStackState } from "../stack/stackState";

/**
 * Reads a stack's state and finds the distribution of a host, or the only distribution.
 *
 * @throws CommandError when the stack cannot be read or has no such distribution
 */
export async function distributionOfStack(flags: StackNameFlags, host: string): Promise<Distribution> {
  const { stack } = flags;
  const distributions = distributionsOfState(await readStackState(flags)).map(loadDistribution);
  const [first] = distributions;
  if (!first) {
    throw new CommandError(`stack ${stack} has no CloudFront distribution`, "deploy it first: pulumi up");
  }
  if (distributions.length === 1) {
    return first;
  }
  const found = distributions.find((distribution) => hostBelongs(host, distribution));
  if (!found) {
    const names = distributions.map(({ domainNames }) => domainNames.join(" or ")).join("; ");
    throw new CommandError(
      `no distribution of stack ${stack} has the domain name ${host}`,
      `they have ${names}`,
    );
  }
  return found;
}
