import { resourceTypes as t } from "../resources/resourceTypes";
import { type Examples, one } from "./example";

const own = { acmCertificateArn: "arn:aws:acm:us-east-1:111122223333:certificate/1" };
const forward = [{ type: "forward", targetGroupArn: "arn:targets" }];
const endpoint = {
  originProtocolPolicy: "https-only",
  originSslProtocols: { items: ["TLSv1.2"], quantity: 1 },
};

/** Examples of the rules on encryption in transit. */
export const transportExamples: Readonly<Record<string, Examples>> = {
  "viewer-uses-https": {
    good: [
      one("a public behavior that redirects", t.distribution, {
        defaultCacheBehavior: { viewerProtocolPolicy: "redirect-to-https" },
      }),
    ],
    bad: [
      one("a behavior that serves plain HTTP", t.distribution, {
        defaultCacheBehavior: { viewerProtocolPolicy: "allow-all" },
      }),
      one("a signed behavior that redirects", t.distribution, {
        defaultCacheBehavior: { viewerProtocolPolicy: "redirect-to-https", trustedKeyGroups: ["group"] },
      }),
    ],
  },
  "viewer-tls-floor": {
    good: [
      one("TLS 1.2 or newer", t.distribution, {
        viewerCertificate: { ...own, minimumProtocolVersion: "TLSv1.2_2021" },
      }),
    ],
    bad: [
      one("TLS 1.1", t.distribution, {
        viewerCertificate: { ...own, minimumProtocolVersion: "TLSv1.1_2016" },
      }),
      one("CloudFront's own certificate", t.distribution, {
        viewerCertificate: { cloudfrontDefaultCertificate: true },
      }),
      one(
        "TLS 1.2, if the minimum is 1.3",
        t.distribution,
        { viewerCertificate: { ...own, minimumProtocolVersion: "TLSv1.2_2021" } },
        { minimumTls: "1.3" },
      ),
    ],
  },
  "origin-tls-floor": {
    good: [one("a VPC origin over HTTPS", t.vpcOrigin, { vpcOriginEndpointConfig: endpoint })],
    bad: [
      one("a VPC origin over the viewer's protocol", t.vpcOrigin, {
        vpcOriginEndpointConfig: { ...endpoint, originProtocolPolicy: "match-viewer" },
      }),
      one("a VPC origin over TLS 1.1", t.vpcOrigin, {
        vpcOriginEndpointConfig: { ...endpoint, originSslProtocols: { items: ["TLSv1.1"], quantity: 1 } },
      }),
    ],
  },
  "listener-tls-floor": {
    good: [
      one("a listener with a current policy", t.listener, {
        protocol: "HTTPS",
        sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
        defaultActions: forward,
      }),
    ],
    bad: [
      one("a listener without a policy", t.listener, { protocol: "HTTPS", defaultActions: forward }),
      one("a listener that forwards plain HTTP", t.listener, { protocol: "HTTP", defaultActions: forward }),
    ],
  },
  "target-group-uses-tls": {
    good: [one("targets over HTTPS", t.targetGroup, { protocol: "HTTPS", port: 8443 })],
    bad: [one("targets over HTTP", t.targetGroup, { protocol: "HTTP", port: 8080 })],
  },
};
