import type * as pulumi from "@pulumi/pulumi";
import { listenerPortProblems } from "../internal/ports";
import type { BehaviorTargets } from "./behaviors";
import type { AdditionalApplicationArgs, DistributionArgs } from "./distributionArgs";
import { applicationOrigins, createVpcOrigin, OriginId } from "./origins";
import { applicationIdProblems } from "./plan/applications";
import { keyGroupProblems, securePathProblems } from "./plan/behaviors";

/** Finds the origins and key groups of an application by its id; undefined is the first application. */
export function behaviorTargets(args: DistributionArgs, application: string | undefined): BehaviorTargets {
  const additional = args.additionalApplications?.find(({ id }) => id === application);
  const prefix = additional === undefined ? "" : `${additional.id}-`;
  return {
    publicOriginId: `${prefix}${OriginId.Public}`,
    signedOriginId: `${prefix}${OriginId.Signed}`,
    signedFilesOriginId: `${prefix}${OriginId.SignedFiles}`,
    keyGroupIds: (additional ?? args).keyGroupIds,
  };
}

/** Creates the VPC origin of an additional application, and returns the origins of its two tiers. */
export function additionalOrigins(
  name: string,
  application: AdditionalApplicationArgs,
  args: DistributionArgs,
  options: pulumi.CustomResourceOptions,
) {
  const { loadBalancerArn, listenerPort } = application;
  const vpcOrigin = createVpcOrigin(
    `${name}-${application.id}`,
    { loadBalancerArn, listenerPort, tags: args.tags },
    options,
  );
  return applicationOrigins(behaviorTargets(args, application.id), vpcOrigin.id, {
    publicOriginDomainName: application.publicOriginDomainName ?? args.publicOriginDomainName,
    signedOriginDomainName: application.signedOriginDomainName ?? args.signedOriginDomainName,
    headerName: application.headerName ?? args.headerName,
    publicHeaderValue: application.publicHeaderValue,
    signedHeaderValue: application.signedHeaderValue,
  });
}

/** Validates the arguments of additional applications, but for their paths. */
export function additionalProblems(applications: AdditionalApplicationArgs[]): string[] {
  return [
    ...applicationIdProblems(applications.map(({ id }) => id)),
    ...applications.flatMap(({ id, keyGroupIds, securePaths, listenerPort }) =>
      [
        ...keyGroupProblems(keyGroupIds.length),
        ...securePathProblems(securePaths.length),
        ...listenerPortProblems(listenerPort),
      ].map((text) => `additionalApplications ${id}: ${text}`),
    ),
  ];
}
