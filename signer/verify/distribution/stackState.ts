/** Reads the viewer access of distributions from a Pulumi stack's state. */
import { SignerError } from "../../shared/errors";
import type {
  BehaviorDescription,
  DistributionDescription,
  ErrorResponseDescription,
  ViewerProtocolPolicy,
} from "./distribution";

interface Resource {
  readonly type?: unknown;
  readonly id?: unknown;
  readonly urn?: unknown;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

interface Behavior {
  readonly pathPattern?: string;
  readonly viewerProtocolPolicy?: ViewerProtocolPolicy;
  readonly trustedKeyGroups?: readonly string[];
  readonly trustedSigners?: readonly string[];
}

const types = {
  distribution: "aws:cloudfront/distribution:Distribution",
  keyGroup: "aws:cloudfront/keyGroup:KeyGroup",
  publicKey: "aws:cloudfront/publicKey:PublicKey",
} as const;

function resourcesOf(state: unknown): readonly Resource[] {
  const deployment = (state as { deployment?: { resources?: unknown } | null } | null)?.deployment;
  // An empty stack has no member `resources`.
  const found = deployment ? (deployment.resources ?? []) : undefined;
  if (!Array.isArray(found)) {
    throw new SignerError("ERR_DISTRIBUTION", "this is not the state of a Pulumi stack", {
      field: "deployment",
      remedy: "create it with: pulumi stack export",
    });
  }
  return found as readonly Resource[];
}

/** Returns the public keys by id, for each key group. */
function keysByGroup(resources: readonly Resource[]): ReadonlyMap<string, Readonly<Record<string, string>>> {
  const of = (type: string): readonly Resource[] => resources.filter((resource) => resource.type === type);
  const pems = new Map(of(types.publicKey).map(({ id, outputs }) => [String(id), outputs?.["encodedKey"]]));
  return new Map(
    of(types.keyGroup).map(({ id, outputs }) => {
      const items = Array.isArray(outputs?.["items"]) ? (outputs["items"] as readonly string[]) : [];
      const keys = items.map((item): [string, string] => {
        const pem = pems.get(item);
        if (typeof pem !== "string") {
          throw new SignerError(
            "ERR_DISTRIBUTION",
            `key group ${String(id)} trusts ${item}, which is not in this stack`,
            {
              field: "trustedKeyGroups",
              remedy: "describe the distribution in a file, with that key's PEM",
            },
          );
        }
        return [item, pem];
      });
      return [String(id), Object.fromEntries(keys)];
    }),
  );
}

function toBehavior(
  behavior: Behavior,
  pathPattern: string,
  groups: ReturnType<typeof keysByGroup>,
): BehaviorDescription {
  if (behavior.trustedSigners && behavior.trustedSigners.length > 0) {
    throw new SignerError("ERR_DISTRIBUTION", `${pathPattern} trusts AWS accounts, not key groups`, {
      field: "trustedSigners",
      remedy: "use key groups: the key pairs of an account are not in the stack",
    });
  }
  const trusted = (behavior.trustedKeyGroups ?? []).map((id) => {
    const keys = groups.get(id);
    if (!keys) {
      throw new SignerError(
        "ERR_DISTRIBUTION",
        `${pathPattern} trusts key group ${id}, which is not in this stack`,
        {
          field: "trustedKeyGroups",
          remedy: "describe the distribution in a file, with its keys",
        },
      );
    }
    return keys;
  });
  return {
    pathPattern,
    viewerProtocolPolicy: behavior.viewerProtocolPolicy,
    trustedKeys: Object.assign({}, ...trusted) as Readonly<Record<string, string>>,
  };
}

function toErrorResponse(given: ErrorResponseDescription): ErrorResponseDescription {
  // The provider writes 0 and "" for what is not set.
  return {
    errorCode: given.errorCode,
    responseCode: given.responseCode || undefined,
    responsePagePath: given.responsePagePath || undefined,
    errorCachingMinTtl: given.errorCachingMinTtl,
  };
}

/**
 * Returns the distributions of a stack.
 *
 * @param state - the parsed output of `pulumi stack export`
 * @throws SignerError ERR_DISTRIBUTION for a key group or key that is not in the stack: without the key, answers would be
 *   wrong
 * @example
 * ```ts
 * const [description] = distributionsOfState(JSON.parse(exported));
 * const distribution = loadDistribution(description);
 * ```
 */
export function distributionsOfState(state: unknown): readonly DistributionDescription[] {
  const resources = resourcesOf(state);
  const groups = keysByGroup(resources);
  return resources
    .filter(({ type }) => type === types.distribution)
    .map(({ outputs = {} }) => {
      const ordered = (outputs["orderedCacheBehaviors"] ?? []) as readonly Behavior[];
      const aliases = (outputs["aliases"] ?? []) as readonly string[];
      const pages = (outputs["customErrorResponses"] ?? []) as readonly ErrorResponseDescription[];
      return {
        domainNames: [String(outputs["domainName"]), ...aliases],
        behaviors: [
          ...ordered.map((behavior) => toBehavior(behavior, behavior.pathPattern ?? "", groups)),
          toBehavior(outputs["defaultCacheBehavior"] ?? {}, "*", groups),
        ],
        customErrorResponses: pages.map(toErrorResponse),
      };
    });
}
