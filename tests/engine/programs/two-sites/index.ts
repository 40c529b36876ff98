/** Two sites with different secure paths, with an optional mistake in each that a transform makes. */
import { getZoneOutput } from "@pulumi/aws/route53";
import { Config, type ResourceTransform } from "@pulumi/pulumi";
import { ContentKind, SecureOrigin } from "../../../../components";

interface Behavior {
  pathPattern: string;
  trustedKeyGroups?: unknown;
}

/** Changes the ordered behaviors of a distribution. */
const changing =
  (edit: (behaviors: Behavior[]) => Behavior[]): ResourceTransform =>
  ({ type, props, opts }) =>
    type === "aws:cloudfront/distribution:Distribution"
      ? {
          props: { ...props, orderedCacheBehaviors: edit(props.orderedCacheBehaviors as Behavior[]) },
          opts,
        }
      : undefined;

const reversed = changing((behaviors) => [...behaviors].reverse());
const unsigned = changing((behaviors) =>
  behaviors.map((behavior) => ({ ...behavior, trustedKeyGroups: undefined })),
);
const mistakes = new Config().requireBoolean("mistakes");

const site = (domain: string, path: string, publicPaths: string[], mistake: ResourceTransform) =>
  new SecureOrigin(
    domain,
    {
      domainName: `${domain}.example.com`,
      hostedZoneId: getZoneOutput({ name: "example.com" }).zoneId,
      securePaths: [{ pattern: path, content: ContentKind.Dynamic }],
      publicPaths,
      signingKeys: [{ id: "k1" }],
      origin: { bootScript: "#!/bin/sh\n" },
    },
    { transforms: mistakes ? [mistake] : [] },
  );

site("shop", "/premium/*", ["*.jpg"], reversed);
site("desk", "/reports/*", [], unsigned);
