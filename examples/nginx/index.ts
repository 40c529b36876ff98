import { readFileSync } from "node:fs";
import { getZoneOutput } from "@pulumi/aws/route53";
import { ContentKind, SecureOrigin } from "secure-origin";

// nginx knows a request's tier by the port that it comes in on: boot.sh writes one server block for each.
const site = new SecureOrigin("files", {
  domainName: "files.example.com",
  hostedZoneId: getZoneOutput({ name: "example.com" }).zoneId,
  securePaths: ["/premium/*", "/downloads/*", "/secure/*"].map((pattern) => ({
    pattern,
    content: ContentKind.Static,
  })),
  signingKeys: [{ id: "k1" }],
  origin: { bootScript: readFileSync("boot.sh", "utf8"), instanceType: "t4g.micro" },
});

export const { url, activeKeyId, signingKeyArn } = site;
