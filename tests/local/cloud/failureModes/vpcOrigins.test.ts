import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Props } from "../support/client";
import { refused } from "../support/refused";
import { behavior, endpoint, onVpcOrigin } from "../support/site";
import { failureMode } from "./failureMode";

describe("failure modes of VPC origins", () => {
  failureMode(9, "an endpoint in use is not updated, whatever of it changes", async (site, engine) => {
    const { alb } = await site.balancer();
    const origin = await site.vpcOrigin(alb);
    await site.distribution({ origins: [onVpcOrigin(origin.id)] });
    const changes: Props[] = [
      { name: "other" },
      { httpsPort: 8443 },
      { originProtocolPolicy: "match-viewer" },
    ];
    for (const change of changes) {
      const news = { vpcOriginEndpointConfig: { ...endpoint(alb), ...change } };
      assert.deepEqual((await engine.diff(origin, news)).replaces, [], "the provider itself never replaces");
      await refused("CannotUpdateEntityWhileInUse", engine.update(origin, news));
    }
    await refused("EntityAlreadyExists", site.vpcOrigin(alb));
    await refused("ResourceInUse", engine.delete(alb));
  });

  failureMode(10, "tags change in use", async (site, engine) => {
    const { alb } = await site.balancer();
    const origin = await site.vpcOrigin(alb);
    await site.distribution({ origins: [onVpcOrigin(origin.id)] });
    await engine.update(origin, { ...origin.inputs, tags: { team: "edge" } });
  });

  failureMode(13, "the VPC has an internet gateway, and the zones have VPC origins", async (site) => {
    const bare = await site.balancer({ gateway: false });
    await refused("InvalidArgument", site.vpcOrigin(bare.alb));
    const vpc = await site.make("ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16", region: "us-east-1" });
    await site.make("ec2/internetGateway:InternetGateway", { vpcId: vpc.id, region: "us-east-1" });
    const group = await site.make("ec2/securityGroup:SecurityGroup", { vpcId: vpc.id, region: "us-east-1" });
    const subnets = await Promise.all(
      ["use1-az1", "use1-az3"].map((availabilityZoneId, index) =>
        site.make("ec2/subnet:Subnet", {
          vpcId: vpc.id,
          cidrBlock: `10.0.${index}.0/24`,
          availabilityZoneId,
          region: "us-east-1",
        }),
      ),
    );
    const alb = await site.make("lb/loadBalancer:LoadBalancer", {
      internal: true,
      subnets: subnets.map(({ id }) => id),
      securityGroups: [group.id],
      region: "us-east-1",
    });
    await refused("InvalidArgument", site.vpcOrigin(alb));
  });

  failureMode(13, "no gRPC goes to a VPC origin", async (site) => {
    const { alb } = await site.balancer();
    const origin = await site.vpcOrigin(alb);
    await refused(
      "InvalidArgument",
      site.distribution({
        origins: [onVpcOrigin(origin.id)],
        defaultCacheBehavior: behavior({ grpcConfig: { enabled: true } }),
      }),
    );
  });

  failureMode(
    14,
    "the service group's name is CloudFront's, and the group comes with the first origin",
    async (site, engine) => {
      const { vpc, alb } = await site.balancer();
      const name = "CloudFront-VPCOrigins-Service-SG";
      await refused(
        "InvalidParameterValue",
        site.make("ec2/securityGroup:SecurityGroup", { name: `${name}-mine`, vpcId: vpc.id }),
      );
      const find = () => engine.invoke("aws:ec2/getSecurityGroup:getSecurityGroup", { name, vpcId: vpc.id });
      await refused("InvalidGroup.NotFound", find());
      await site.vpcOrigin(alb);
      assert.equal((await find())["name"], name);
    },
  );

  failureMode(
    16,
    "a VPC stays while a rule keeps CloudFront's group alive, and is free after it",
    async (site, engine) => {
      const { vpc, alb, group } = await site.balancer();
      const origin = await site.vpcOrigin(alb);
      const service = await engine.invoke("aws:ec2/getSecurityGroup:getSecurityGroup", {
        name: "CloudFront-VPCOrigins-Service-SG",
        vpcId: vpc.id,
      });
      const rule = await site.make("vpc/securityGroupIngressRule:SecurityGroupIngressRule", {
        securityGroupId: group.id,
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
        referencedSecurityGroupId: service["id"],
      });
      await engine.delete(origin);
      await engine.delete(alb);
      await refused("DependencyViolation", engine.delete(vpc));
      await engine.delete(rule);
      await refused(
        "InvalidGroup.NotFound",
        engine.invoke("aws:ec2/getSecurityGroup:getSecurityGroup", { id: service["id"] }),
      );
    },
  );

  failureMode(
    17,
    "ports are 80, 443 or 1024 to 65535, and the protocol list says its length",
    async (site) => {
      const { alb } = await site.balancer();
      await refused("InvalidArgument", site.vpcOrigin(alb, { httpsPort: 444 }));
      await refused(
        "InvalidArgument",
        site.vpcOrigin(alb, { originSslProtocols: { items: ["TLSv1.2"], quantity: 2 } }),
      );
      await assert.rejects(site.vpcOrigin(alb, { httpPort: 65_536 }), /httpPort: Must be 80 to 65535/);
      await assert.rejects(site.vpcOrigin(alb, { httpsPort: null }), /httpsPort: Missing required argument/);
    },
  );

  failureMode(
    20,
    "what a distribution used stays until the change is deployed, waited for or not",
    async (site, engine) => {
      const { alb } = await site.balancer();
      const origin = await site.vpcOrigin(alb);
      const { group } = await site.keys();
      const distribution = await site.distribution({
        origins: [onVpcOrigin(origin.id), { originId: "next", domainName: "next.example.com" }],
        defaultCacheBehavior: behavior({ trustedKeyGroups: [group.id] }),
        waitForDeployment: false,
      });
      const delays = { "aws:cloudfront/distribution:Distribution": 60 };
      writeFileSync(join(engine.dir, "faults.json"), JSON.stringify({ delays }));
      const moved = await engine.update(distribution, {
        ...distribution.inputs,
        origins: [{ originId: "next", domainName: "next.example.com" }],
        defaultCacheBehavior: behavior({ targetOriginId: "next" }),
      });
      assert.equal((await engine.read(moved))?.["status"], "InProgress");
      await refused("ResourceInUse", engine.delete(group));
      await refused("CannotDeleteEntityWhileInUse", engine.delete(origin));
      await engine.delete(moved);
      await refused("ResourceInUse", engine.delete(group));
    },
  );
});
