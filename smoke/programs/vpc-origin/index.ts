/**
 * An internal load balancer whose answer depends only on a header, one VPC origin, and a small distribution whose origins
 * differ in that header.
 *
 * With `smoke:zone`, a hosted zone of the account, CloudFront reaches the load balancer over HTTPS, and `/misnamed/` under
 * a name that the certificate does not cover. `smoke:ingress: closed` removes the distribution and the VPC origin.
 */
import * as acm from "@pulumi/aws/acm";
import * as cloudfront from "@pulumi/aws/cloudfront";
import * as ec2 from "@pulumi/aws/ec2";
import * as lb from "@pulumi/aws/lb";
import * as route53 from "@pulumi/aws/route53";
import * as vpcRules from "@pulumi/aws/vpc";
import * as pulumi from "@pulumi/pulumi";
import { privateNetwork } from "../network";

const config = new pulumi.Config("smoke");
const zone = config.get("zone");
const port = zone === undefined ? 80 : 443;
const header = "X-Smoke-Origin";

const network = privateNetwork();
const group = new ec2.SecurityGroup("smoke", {
  vpcId: network.vpcId,
  description: "Admits only the addresses of CloudFront",
});
const admission = new vpcRules.SecurityGroupIngressRule("smoke", {
  securityGroupId: group.id,
  description: "From CloudFront",
  ipProtocol: "tcp",
  fromPort: port,
  toPort: port,
  prefixListId: ec2.getManagedPrefixListOutput({ name: "com.amazonaws.global.cloudfront.origin-facing" }).id,
});
const balancer = new lb.LoadBalancer("smoke", {
  loadBalancerType: "application",
  internal: true,
  subnets: network.subnetIds,
  securityGroups: [group.id],
});

/** Creates a certificate for the load balancer's name, validated in the hosted zone. */
function certificateOf(name: string, zoneId: pulumi.Input<string>): pulumi.Output<string> {
  const certificate = new acm.Certificate("smoke", { domainName: name, validationMethod: "DNS" });
  const proof = certificate.domainValidationOptions.apply((options) => {
    const [option] = options;
    if (option === undefined) {
      throw new Error(`AWS returned no validation record for ${name}.`);
    }
    return option;
  });
  const record = new route53.Record("smoke-proof", {
    zoneId,
    name: proof.resourceRecordName,
    type: proof.resourceRecordType,
    records: [proof.resourceRecordValue],
    ttl: 60,
    allowOverwrite: true,
  });
  return new acm.CertificateValidation("smoke", {
    certificateArn: certificate.arn,
    validationRecordFqdns: [record.fqdn],
  }).certificateArn;
}

/** Gives the load balancer a name in the zone, and a certificate for it. */
function named(zoneName: string): { domainName: string; certificateArn: pulumi.Output<string> } {
  const { zoneId } = route53.getZoneOutput({ name: zoneName });
  const domainName = `smoke-origin.${zoneName}`;
  new route53.Record("smoke-origin", {
    zoneId,
    name: domainName,
    type: "A",
    aliases: [{ name: balancer.dnsName, zoneId: balancer.zoneId, evaluateTargetHealth: false }],
  });
  return { domainName, certificateArn: certificateOf(domainName, zoneId) };
}

const byName = zone === undefined ? undefined : named(zone);
const domainName = byName?.domainName ?? balancer.dnsName;
const answer = (statusCode: string, messageBody: string) => ({
  type: "fixed-response",
  fixedResponse: { contentType: "text/plain", statusCode, messageBody },
});
const listener = new lb.Listener("smoke", {
  loadBalancerArn: balancer.arn,
  port,
  ...(byName === undefined
    ? { protocol: "HTTP" }
    : {
        protocol: "HTTPS",
        certificateArn: byName.certificateArn,
        sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
      }),
  defaultActions: [answer("403", "neither")],
});
const rules = ["one", "two"].map(
  (value, index) =>
    new lb.ListenerRule(`smoke-${value}`, {
      listenerArn: listener.arn,
      priority: index + 1,
      conditions: [{ httpHeader: { httpHeaderName: header, values: [value] } }],
      actions: [answer("200", value)],
    }),
);

/** Creates the VPC origin of the load balancer, and the distribution that uses it. */
function ingress(): { site: pulumi.Output<string>; vpcOriginId: pulumi.Output<string> } {
  const origin = new cloudfront.VpcOrigin(
    "smoke",
    {
      vpcOriginEndpointConfig: {
        name: pulumi.interpolate`smoke-${network.vpcId}`,
        arn: balancer.arn,
        httpPort: 80,
        httpsPort: 443,
        originProtocolPolicy: zone === undefined ? "http-only" : "https-only",
        originSslProtocols: { items: ["TLSv1.2"], quantity: 1 },
      },
      timeouts: { create: "30m", delete: "30m" },
    },
    { dependsOn: [network.gateway, listener, admission, ...rules] },
  );
  const originOf = (originId: string, name: pulumi.Input<string>, value: string) => ({
    originId,
    domainName: name,
    customHeaders: [{ name: header, value }],
    vpcOriginConfig: { vpcOriginId: origin.id, originKeepaliveTimeout: 5, originReadTimeout: 30 },
  });
  const cachePolicyId = cloudfront
    .getCachePolicyOutput({ name: "Managed-CachingDisabled" })
    .apply(({ id }) => id ?? "");
  const behavior = (targetOriginId: string) => ({
    targetOriginId,
    cachePolicyId,
    viewerProtocolPolicy: "https-only",
    allowedMethods: ["GET", "HEAD"],
    cachedMethods: ["GET", "HEAD"],
  });
  const misnamed = zone === undefined ? [] : [originOf("misnamed", `smoke-not-named.${zone}`, "one")];
  const distribution = new cloudfront.Distribution("smoke", {
    enabled: true,
    comment: "smoke: one VPC origin, origins that differ in a header",
    priceClass: "PriceClass_100",
    origins: [originOf("one", domainName, "one"), originOf("two", domainName, "two"), ...misnamed],
    defaultCacheBehavior: behavior("one"),
    orderedCacheBehaviors: ["one", "two", ...misnamed.map(({ originId }) => originId)].map((id) => ({
      pathPattern: `/${id}/*`,
      ...behavior(id),
    })),
    restrictions: { geoRestriction: { restrictionType: "none" } },
    viewerCertificate: { cloudfrontDefaultCertificate: true },
    waitForDeployment: true,
  });
  return { site: distribution.domainName, vpcOriginId: origin.id };
}

export const vpcId = network.vpcId;
const opened = config.get("ingress") === "closed" ? undefined : ingress();
export const site = opened?.site;
export const vpcOriginId = opened?.vpcOriginId;
