/** A site whose domain name is made from outputs: of another stack, and of a resource that an `up` has yet to create. */
import { Vpc } from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";
import { ContentKind, SecureOrigin } from "../../../../components";

const dns = new pulumi.StackReference("organization/domain/dev");
// The id stands for what only AWS can tell: a preview of the first update does not know it.
const label = new Vpc("label", { cidrBlock: "10.40.0.0/16" }).id;
const prefix = new pulumi.Config().get("prefix") ?? "m-";
const domainName = pulumi.interpolate`${prefix}${label}.${dns.requireOutput("domainName")}`;

const site = new SecureOrigin("site", {
  domainName,
  additionalDomainNames: [pulumi.interpolate`www.${domainName}`],
  hostedZoneId: dns.requireOutput("hostedZoneId"),
  network: { cidrBlock: "10.30.0.0/16" },
  securePaths: [{ pattern: "/premium/*", content: ContentKind.Dynamic }],
  signingKeys: [{ id: "k1" }],
  origin: { bootScript: "#!/bin/sh\nexec sleep infinity\n" },
});

export const { url } = site;
