import { readFileSync } from "node:fs";
import { Distribution } from "@pulumi/aws/cloudfront";
import { getZoneOutput } from "@pulumi/aws/route53";
import type { ResourceTransform } from "@pulumi/pulumi";
import { ContentKind, childOf, SecureOrigin } from "secure-origin";

// Called for each resource before it is made. It returns what to make instead, or nothing to leave it as it is.
const roomForSlowStarts: ResourceTransform = ({ type, props, opts }) =>
  type === "aws:autoscaling/group:Group"
    ? { props: { ...props, healthCheckGracePeriod: 600 }, opts }
    : undefined;

// Options are changed the same way; here nothing of the site can be deleted before this is taken out.
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

// What no output tells is read from the resource itself.
const distribution = childOf(site, Distribution, "members-edge-distribution");
export const inProgress = distribution.inProgressValidationBatches;
