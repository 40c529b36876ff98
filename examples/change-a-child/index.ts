import { readFileSync } from "node:fs";
import { Distribution } from "@pulumi/aws/cloudfront";
import { getZoneOutput } from "@pulumi/aws/route53";
import type { ResourceTransform } from "@pulumi/pulumi";
import { ContentKind, childOf, SecureOrigin } from "secure-origin";

// Called for each resource before it is created. Returns its new arguments and options, or nothing to leave it alone.
const roomForSlowStarts: ResourceTransform = ({ type, props, opts }) =>
  type === "aws:autoscaling/group:Group"
    ? { props: { ...props, healthCheckGracePeriod: 600 }, opts }
    : undefined;

// Options are changed the same way: while this is here, nothing of the site can be deleted.
const keepAll: ResourceTransform = ({ props, opts }) => ({ props, opts: { ...opts, protect: true } });

const site = new SecureOrigin(
  "members",
  {
    domainName: "members.example.com",
    hostedZoneId: getZoneOutput({ name: "example.com" }).zoneId,
    securePaths: ["/premium/*", "/downloads/*", "/secure/*"].map((pattern) => ({
      pattern,
      content: ContentKind.Dynamic,
    })),
    signingKeys: [{ id: "k1" }],
    origin: { bootScript: readFileSync("boot.sh", "utf8") },
  },
  { transforms: [roomForSlowStarts, keepAll] },
);

// A value that is no output of the component is read from the child resource.
const distribution = childOf(site, Distribution, "members-edge-distribution");
export const inProgress = distribution.inProgressValidationBatches;
