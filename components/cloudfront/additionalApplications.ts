import type * as pulumi from "@pulumi/pulumi";
import { listenerPortProblems } from "../instances/plan/instanceArgs";
import type { ApplicationEntrance, PathBehavior } from "./behaviors";
import { type AdditionalApplicationArgs, ContentKind, type DistributionArgs } from "./distributionArgs";
import { applicationOrigin, OriginId, vpcOrigin } from "./origins";
import { applicationIdProblems } from "./plan/applications";
import { keyGroupProblems, securePathProblems } from "./plan/behaviors";

/** What says which paths go to which application. */
export type PathFacts = Pick<
  DistributionArgs,
  "keyGroupIds" | "securePaths" | "publicPaths" | "additionalApplications"
>;

/** The path rules of all applications, those of the first, which serves what no pattern names, in front. */
export function pathRules(args: PathFacts): PathBehavior[] {
  const first = {
    publicOriginId: OriginId.Public,
    signedOriginId: OriginId.Signed,
    keyGroupIds: args.keyGroupIds,
  };
  const further = (args.additionalApplications ?? []).flatMap((application, index) =>
    rulesOf(application, additionalIngress(application), `additionalApplications[${index}].`),
  );
  return [...rulesOf(args, first, ""), ...further];
}

function rulesOf(
  { securePaths, publicPaths = [] }: Pick<PathFacts, "securePaths" | "publicPaths">,
  entrance: ApplicationEntrance,
  argument: string,
): PathBehavior[] {
  return [
    ...securePaths.map(({ pattern, content }, index) => ({
      argument: `${argument}securePaths[${index}].pattern`,
      pattern,
      signed: true,
      cached: content === ContentKind.Static,
      entrance,
    })),
    ...publicPaths.map((pattern, index) => ({
      argument: `${argument}publicPaths[${index}]`,
      pattern,
      signed: false,
      cached: false,
      entrance,
    })),
  ];
}

function additionalIngress({ id, keyGroupIds }: AdditionalApplicationArgs): ApplicationEntrance {
  return {
    publicOriginId: `${id}-${OriginId.Public}`,
    signedOriginId: `${id}-${OriginId.Signed}`,
    keyGroupIds,
  };
}

/** Makes the way into a further application's network, and returns the origins of its two tiers. */
export function additionalOrigins(
  name: string,
  application: AdditionalApplicationArgs,
  args: DistributionArgs,
  options: pulumi.CustomResourceOptions,
) {
  const entry = vpcOrigin(`${name}-${application.id}`, { ...application, tags: args.tags }, options);
  const call = {
    originDomainName: application.originDomainName ?? args.originDomainName,
    headerName: application.headerName ?? args.headerName,
  };
  const { publicOriginId, signedOriginId } = additionalIngress(application);
  return [
    applicationOrigin(publicOriginId, entry.id, call, application.publicHeaderValue),
    applicationOrigin(signedOriginId, entry.id, call, application.signedHeaderValue),
  ];
}

/** Says what is wrong with additional applications, their paths left aside. */
export function additionalProblems(applications: AdditionalApplicationArgs[]): string[] {
  return [
    ...applicationIdProblems(applications.map(({ id }) => id)),
    ...applications.flatMap(({ id, keyGroupIds, securePaths, listenerPort }) =>
      [
        ...keyGroupProblems(keyGroupIds.length),
        ...securePathProblems(securePaths.length),
        ...listenerPortProblems(listenerPort ?? 443),
      ].map((text) => `additionalApplications ${id}: ${text}`),
    ),
  ];
}
