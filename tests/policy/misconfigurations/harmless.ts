import { compliantStacks, type StackName } from "./compliantStacks";
import { harmlessArguments } from "./harmless/arguments";
import { harmlessBuckets } from "./harmless/buckets";
import { harmlessDistributions } from "./harmless/distributions";
import { harmlessExistingBuckets } from "./harmless/existingBuckets";
import { harmlessKeys } from "./harmless/keys";
import { harmlessLaunches } from "./harmless/launches";
import { harmlessLoadBalancers } from "./harmless/loadBalancers";
import { harmlessNetworks } from "./harmless/network";
import { harmlessPaths } from "./harmless/paths";
import { harmlessPrivateKeys } from "./harmless/privateKeys";
import { harmlessRoutes } from "./harmless/routes";
import { harmlessSignerRoles } from "./harmless/signerRole";
import { harmlessTasks } from "./harmless/tasks";
import { harmlessTiers } from "./harmless/tiers";
import { unprotectedResources } from "./harmless/unprotected";
import { harmlessWays } from "./harmless/ways";
import type { Harmless } from "./misconfiguration";

/** The compliant stacks without a change. */
const unchanged: Harmless[] = (Object.keys(compliantStacks) as StackName[]).map((base) => ({
  id: `unchanged-${base}`,
  base,
  what: `Nothing is changed in ${compliantStacks[base].title}.`,
  change: (stack) => stack,
}));

/** Every variation that the pack must accept: no finding that is mandatory in the stack's environment. */
export const harmless: Harmless[] = [
  ...unchanged,
  ...harmlessNetworks,
  ...harmlessRoutes,
  ...harmlessLoadBalancers,
  ...harmlessLaunches,
  ...harmlessTasks,
  ...harmlessTiers,
  ...harmlessPaths,
  ...harmlessDistributions,
  ...harmlessBuckets,
  ...harmlessExistingBuckets,
  ...harmlessKeys,
  ...unprotectedResources,
  ...harmlessPrivateKeys,
  ...harmlessSignerRoles,
  ...harmlessWays,
  ...harmlessArguments,
];
