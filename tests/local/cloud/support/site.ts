import { generateKeyPairSync } from "node:crypto";
import type { Engine, Props, Resource } from "./client";

/** A new public key as a PEM. */
export function newPem(): string {
  const { publicKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  return publicKey.export({ type: "spki", format: "pem" }).toString();
}

/** Attaches a role to instances. */
export const TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
});

/** A listener's answer to whatever no rule lets in. */
export const CLOSED = {
  type: "fixed-response",
  fixedResponse: { contentType: "text/plain", statusCode: "403" },
};

/** Creates resources in one account, under names of their own. */
export class Site {
  private count = 0;

  constructor(readonly engine: Engine) {}

  make(type: string, inputs: Props, as?: string): Promise<Resource> {
    this.count += 1;
    return this.engine.create(`aws:${type}`, `r${this.count}`, inputs, as);
  }

  /** A VPC with two subnets in two zones, and an internet gateway unless told otherwise. */
  async network(options: { gateway?: boolean } = {}) {
    const vpc = await this.make("ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16" });
    const subnets = await Promise.all(
      ["a", "b"].map((zone, index) =>
        this.make("ec2/subnet:Subnet", {
          vpcId: vpc.id,
          cidrBlock: `10.0.${index}.0/24`,
          availabilityZone: `eu-west-1${zone}`,
        }),
      ),
    );
    if (options.gateway !== false) {
      await this.make("ec2/internetGateway:InternetGateway", { vpcId: vpc.id });
    }
    const group = await this.make("ec2/securityGroup:SecurityGroup", { vpcId: vpc.id });
    return { vpc, subnets, group };
  }

  async balancer(options: { gateway?: boolean } = {}) {
    const network = await this.network(options);
    const alb = await this.make("lb/loadBalancer:LoadBalancer", {
      internal: true,
      subnets: network.subnets.map((subnet) => subnet.id),
      securityGroups: [network.group.id],
    });
    return { ...network, alb };
  }

  listener(alb: Resource): Promise<Resource> {
    return this.make("lb/listener:Listener", {
      loadBalancerArn: alb.id,
      port: 80,
      protocol: "HTTP",
      defaultActions: [CLOSED],
    });
  }

  /** One that speaks TLS with this certificate. */
  secureListener(alb: Resource, certificate: Resource): Promise<Resource> {
    return this.make("lb/listener:Listener", {
      loadBalancerArn: alb.id,
      port: 443,
      protocol: "HTTPS",
      certificateArn: certificate.id,
      defaultActions: [CLOSED],
    });
  }

  vpcOrigin(alb: Resource, config: Props = {}): Promise<Resource> {
    return this.make("cloudfront/vpcOrigin:VpcOrigin", {
      vpcOriginEndpointConfig: { ...endpoint(alb), ...config },
    });
  }

  async keys() {
    const key = await this.make("cloudfront/publicKey:PublicKey", { encodedKey: newPem() });
    const group = await this.make("cloudfront/keyGroup:KeyGroup", { items: [key.id] });
    return { key, group };
  }

  /** A certificate whose records stand in the zone, unless told otherwise. */
  async certificate(region: string, names: string[], options: { issued?: boolean } = {}): Promise<Resource> {
    const [domainName, ...subjectAlternativeNames] = names;
    const certificate = await this.make("acm/certificate:Certificate", {
      domainName,
      subjectAlternativeNames,
      validationMethod: "DNS",
      region,
    });
    if (options.issued !== false) {
      await this.validate(certificate);
    }
    return certificate;
  }

  async validate(certificate: Resource): Promise<void> {
    const zone = await this.engine.invoke("aws:route53/getZone:getZone", { name: "example.com" });
    for (const option of certificate.outputs["domainValidationOptions"] as Record<string, string>[]) {
      await this.make("route53/record:Record", {
        zoneId: zone["zoneId"],
        name: option["resourceRecordName"],
        type: option["resourceRecordType"],
        records: [option["resourceRecordValue"]],
        ttl: 60,
        allowOverwrite: true,
      });
    }
  }

  distribution(inputs: Props): Promise<Resource> {
    return this.make("cloudfront/distribution:Distribution", { ...distribution(), ...inputs });
  }
}

/** Endpoint of a VPC origin for a load balancer. */
export function endpoint(alb: Resource): Props {
  return {
    arn: alb.outputs["arn"],
    name: "origin-1",
    httpPort: 80,
    httpsPort: 443,
    originProtocolPolicy: "https-only",
    originSslProtocols: { items: ["TLSv1.2"], quantity: 1 },
  };
}

/** A behavior that goes to the origin "app". */
export function behavior(rest: Props = {}): Props {
  return {
    targetOriginId: "app",
    viewerProtocolPolicy: "https-only",
    allowedMethods: ["GET", "HEAD"],
    cachedMethods: ["GET", "HEAD"],
    cachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
    ...rest,
  };
}

/** An origin on a VPC origin. */
export function onVpcOrigin(vpcOriginId: string, rest: Props = {}): Props {
  return { originId: "app", domainName: "origin.example.com", vpcOriginConfig: { vpcOriginId }, ...rest };
}

/** The smallest distribution: one public origin. */
export function distribution(): Props {
  return {
    enabled: true,
    origins: [{ originId: "app", domainName: "www.example.com" }],
    defaultCacheBehavior: behavior(),
    restrictions: { geoRestriction: { restrictionType: "none" } },
    viewerCertificate: { cloudfrontDefaultCertificate: true },
  };
}
