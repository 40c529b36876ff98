import { type Props } from "../support/client";
import { refused } from "../support/refused";
import { behavior, CLOSED } from "../support/site";
import { useCloud } from "../support/useCloud";

/** So many names that differ. */
const names = (count: number) => Array.from({ length: count }, (_one, index) => `x-${index}`);

describe("quotas of the local cloud", () => {
  const cloud = useCloud();

  it("75 behaviors, 100 origins and 100 aliases a distribution", async () => {
    const behaviors = (count: number) =>
      cloud.site.distribution({
        orderedCacheBehaviors: names(count).map((name) => behavior({ pathPattern: `/${name}` })),
      });
    await behaviors(75);
    await refused("TooManyCacheBehaviors", behaviors(76));
    const origins = ["app", ...names(100)].map((originId) => ({ originId, domainName: "www.example.com" }));
    await refused("TooManyOrigins", cloud.site.distribution({ origins }));
    await refused(
      "TooManyDistributionCNAMEs",
      cloud.site.distribution({ aliases: names(101).map((name) => `${name}.example.com`) }),
    );
  });

  it("30 headers that CloudFront adds, short ones, and none of its own", async () => {
    const adding = (customHeaders: Props[]) =>
      cloud.site.distribution({
        origins: [{ originId: "app", domainName: "www.example.com", customHeaders }],
      });
    const header = (name: string, length = 1) => ({ name, value: "v".repeat(length) });
    await adding(names(30).map((name) => header(name)));
    await refused("TooManyOriginCustomHeaders", adding(names(31).map((name) => header(name))));
    await adding([header("X".repeat(256), 1783)]);
    await refused("InvalidArgument", adding([header("X".repeat(257))]));
    await refused("InvalidArgument", adding([header("X-From-CloudFront", 1784)]));
    await refused("InvalidArgument", adding(names(6).map((name) => header(name, 1780))));
    await refused("InvalidArgument", adding([header("X-A"), header("x-a")]));
    for (const name of [
      "Host",
      "X-Amz-Date",
      "X-Edge-Any",
      "Via",
      "Cookie",
      "X-Real-Ip",
      "Proxy-Authorization",
    ]) {
      await refused("InvalidArgument", adding([header(name)]));
    }
  });

  it("10 headers in a cache or origin request policy, and 20 policies of a kind", async () => {
    const policy = (headers: string[]) =>
      cloud.site.make("cloudfront/originRequestPolicy:OriginRequestPolicy", {
        cookiesConfig: { cookieBehavior: "none" },
        headersConfig: { headerBehavior: "whitelist", headers: { items: headers } },
        queryStringsConfig: { queryStringBehavior: "none" },
      });
    await refused("TooManyHeadersInOriginRequestPolicy", policy(names(11)));
    for (const name of names(20)) {
      await policy([name]);
    }
    await refused("TooManyOriginRequestPolicies", policy(["x"]));
  });

  it("a Content-Security-Policy of 1,783 characters", async () => {
    const policy = (length: number) =>
      cloud.site.make("cloudfront/responseHeadersPolicy:ResponseHeadersPolicy", {
        securityHeadersConfig: {
          contentSecurityPolicy: { contentSecurityPolicy: "x".repeat(length), override: true },
        },
      });
    await policy(1783);
    await refused("TooLongCSPInResponseHeadersPolicy", policy(1784));
  });

  it("100 rules a load balancer, on all its listeners together, and three values a condition, five a rule", async () => {
    const { alb } = await cloud.site.balancer();
    const listener = await cloud.site.listener(alb);
    const rule = (...counts: number[]) =>
      cloud.site.make("lb/listenerRule:ListenerRule", {
        listenerArn: listener.id,
        actions: [CLOSED],
        conditions: counts.map((count) => ({ httpHeader: { httpHeaderName: "X-A", values: names(count) } })),
      });
    await rule(3, 2);
    await refused("ValidationError", rule(4));
    await refused("ValidationError", rule(3, 3));
    for (let more = 0; more < 99; more++) {
      await rule(1);
    }
    await refused("TooManyRules", rule(1));
  });

  it("25 certificates a load balancer beside the default ones", async () => {
    const { alb } = await cloud.site.balancer();
    const listener = await cloud.site.secureListener(
      alb,
      await cloud.site.certificate("eu-west-1", ["www.example.com"]),
    );
    const list = async (name: string) =>
      cloud.site.make("lb/listenerCertificate:ListenerCertificate", {
        listenerArn: listener.id,
        certificateArn: (await cloud.site.certificate("eu-west-1", [`${name}.example.com`])).id,
      });
    for (const name of names(25)) {
      await list(name);
    }
    await refused("TooManyCertificates", list("more"));
  });

  it("60 rules a security group, in a direction, with CloudFront's list as 55", async () => {
    const { group } = await cloud.site.network();
    const list = await cloud.engine.invoke("aws:ec2/getManagedPrefixList:getManagedPrefixList", {
      name: "com.amazonaws.global.cloudfront.origin-facing",
    });
    const rule = (rest: Props, direction = "Ingress") =>
      cloud.site.make(`vpc/securityGroup${direction}Rule:SecurityGroup${direction}Rule`, {
        securityGroupId: group.id,
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
        ...rest,
      });
    const wide = await rule({ cidrIpv4: "10.1.0.0/16" });
    for (const n of [1, 2, 3, 4, 5]) {
      await rule({ cidrIpv4: `10.0.${n}.0/24` });
    }
    await refused("RulesPerSecurityGroupLimitExceeded", rule({ prefixListId: list["id"] }));
    await cloud.engine.update(wide, { ...wide.inputs, cidrIpv4: null, prefixListId: list["id"] });
    await refused("RulesPerSecurityGroupLimitExceeded", rule({ cidrIpv4: "10.0.9.0/24" }));
    await refused(
      "RulesPerSecurityGroupLimitExceeded",
      rule({ prefixListId: list["id"], fromPort: 80, toPort: 80 }),
    );
    await rule({ cidrIpv4: "0.0.0.0/0" }, "Egress");
  });

  it("5 Elastic IP addresses a region", async () => {
    await Promise.all(names(5).map(() => cloud.site.make("ec2/eip:Eip", { domain: "vpc" })));
    await refused("AddressLimitExceeded", cloud.site.make("ec2/eip:Eip", { domain: "vpc" }));
    await cloud.site.make("ec2/eip:Eip", { domain: "vpc", region: "us-east-1" });
  });

  it("10 names a certificate", async () => {
    const certificate = (count: number) =>
      cloud.site.certificate(
        "eu-west-1",
        names(count).map((name) => `${name}.example.com`),
        { issued: false },
      );
    await certificate(10);
    await refused("LimitExceededException", certificate(11));
  });
});
