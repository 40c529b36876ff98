import { readFileSync } from "node:fs";
import { getZoneOutput } from "@pulumi/aws/route53";
import { ContentKind, SecureOrigin } from "secure-origin";

const site = new SecureOrigin("members", {
  domainName: "members.example.com",
  hostedZoneId: getZoneOutput({ name: "example.com" }).zoneId,
  securePaths: [
    { pattern: "/premium/*", content: ContentKind.Dynamic },
    { pattern: "/downloads/*", content: ContentKind.Static },
    { pattern: "/secure/*", content: ContentKind.Dynamic },
  ],
  signingKeys: [{ id: "k1" }],
  origin: { bootScript: readFileSync("boot.sh", "utf8") },
});

export const { url, activeKeyId, signingKeyArn } = site;
