/** A site of another project, in the same account as this project's own. */
import { getZoneOutput } from "@pulumi/aws/route53";
import { ContentKind, SecureOrigin } from "../../../../components";

const site = new SecureOrigin("second", {
  domainName: "second.example.com",
  hostedZoneId: getZoneOutput({ name: "example.com" }).zoneId,
  network: { cidrBlock: "10.30.0.0/16" },
  securePaths: [{ pattern: "/premium/*", content: ContentKind.Dynamic }],
  signingKeys: [{ id: "k1" }],
  origin: { bootScript: "#!/bin/sh\nexec sleep infinity\n" },
});

export const { url } = site;
