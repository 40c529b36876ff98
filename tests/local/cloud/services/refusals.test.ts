import assert from "node:assert/strict";
import { refused } from "../support/refused";
import { behavior, CLOSED, endpoint, newPem, onVpcOrigin, TRUST } from "../support/site";
import { useCloud } from "../support/useCloud";

describe("refusals of the local cloud", () => {
  const cloud = useCloud();

  describe("what does not exist", () => {
    it("cannot be named", async () => {
      await refused(
        "InvalidVpcID.NotFound",
        cloud.site.make("ec2/subnet:Subnet", { vpcId: "vpc-1", cidrBlock: "10.0.0.0/24" }),
      );
      await refused(
        "InvalidArgument",
        cloud.site.make("cloudfront/keyGroup:KeyGroup", { items: ["KNOBODY"] }),
      );
      await refused(
        "TrustedKeyGroupDoesNotExist",
        cloud.site.distribution({ defaultCacheBehavior: behavior({ trustedKeyGroups: ["none"] }) }),
      );
      await refused(
        "NoSuchCachePolicy",
        cloud.site.distribution({ defaultCacheBehavior: behavior({ cachePolicyId: "none" }) }),
      );
      await refused("EntityNotFound", cloud.site.distribution({ origins: [onVpcOrigin("vo_none")] }));
      await refused(
        "NoSuchOrigin",
        cloud.site.distribution({ defaultCacheBehavior: behavior({ targetOriginId: "none" }) }),
      );
      await refused(
        "NoSuchEntity",
        cloud.site.make("iam/instanceProfile:InstanceProfile", { role: "nobody" }),
      );
    });

    it("is not found in another region either", async () => {
      const { vpc } = await cloud.site.network();
      await refused(
        "InvalidVpcID.NotFound",
        cloud.site.make("ec2/subnet:Subnet", {
          vpcId: vpc.id,
          cidrBlock: "10.0.0.0/24",
          region: "us-east-1",
        }),
      );
    });
  });

  describe("what is in use", () => {
    it("stays: public keys in a group, key groups, policies and certificates of a distribution", async () => {
      const { key, group } = await cloud.site.keys();
      const policy = await cloud.site.make("cloudfront/originRequestPolicy:OriginRequestPolicy", {
        cookiesConfig: { cookieBehavior: "none" },
        headersConfig: { headerBehavior: "none" },
        queryStringsConfig: { queryStringBehavior: "none" },
      });
      const certificate = await cloud.site.certificate("us-east-1", ["www.example.com"]);
      await cloud.site.distribution({
        aliases: ["www.example.com"],
        viewerCertificate: {
          acmCertificateArn: certificate.id,
          sslSupportMethod: "sni-only",
          minimumProtocolVersion: "TLSv1.2_2021",
        },
        defaultCacheBehavior: behavior({ trustedKeyGroups: [group.id], originRequestPolicyId: policy.id }),
      });
      await refused("PublicKeyInUse", cloud.engine.delete(key));
      await refused("ResourceInUse", cloud.engine.delete(group));
      await refused("OriginRequestPolicyInUse", cloud.engine.delete(policy));
      await refused("ResourceInUseException", cloud.engine.delete(certificate));
    });

    it("stays: a public key is free once its group has let it go", async () => {
      const { key, group } = await cloud.site.keys();
      const next = await cloud.site.make("cloudfront/publicKey:PublicKey", { encodedKey: newPem() });
      const later = await cloud.engine.update(group, { items: [next.id] });
      assert.notEqual(later.outputs["etag"], group.outputs["etag"]);
      await cloud.engine.delete(key);
    });

    it("stays: VPCs, subnets, groups and balancers with somebody in them", async () => {
      const { vpc, subnets, group, alb } = await cloud.site.balancer();
      await cloud.site.vpcOrigin(alb);
      await refused("DependencyViolation", cloud.engine.delete(vpc));
      await refused("DependencyViolation", cloud.engine.delete(subnets[0] ?? vpc));
      await refused("DependencyViolation", cloud.engine.delete(group));
      await refused("ResourceInUse", cloud.engine.delete(alb));
    });

    it("stays: a VPC origin of a distribution can be neither changed nor deleted", async () => {
      const { alb } = await cloud.site.balancer();
      const origin = await cloud.site.vpcOrigin(alb);
      const distribution = await cloud.site.distribution({ origins: [onVpcOrigin(origin.id)] });
      const config = { ...endpoint(alb), httpsPort: 8443 };
      await refused(
        "CannotUpdateEntityWhileInUse",
        cloud.engine.update(origin, { vpcOriginEndpointConfig: config }),
      );
      await refused("CannotDeleteEntityWhileInUse", cloud.engine.delete(origin));
      await cloud.engine.update(origin, { vpcOriginEndpointConfig: endpoint(alb), tags: { a: "b" } });
      await cloud.engine.delete(distribution);
      await cloud.engine.update(origin, { vpcOriginEndpointConfig: config });
      await cloud.engine.delete(origin);
    });

    it("stays: a bucket with objects, a role with policies, a protected balancer", async () => {
      const bucket = await cloud.site.make("s3/bucket:Bucket", {});
      await cloud.site.make("s3/bucketObjectv2:BucketObjectv2", {
        bucket: bucket.id,
        key: "a",
        content: "b",
      });
      await refused("BucketNotEmpty", cloud.engine.delete(bucket));
      const role = await cloud.site.make("iam/role:Role", { assumeRolePolicy: TRUST });
      await cloud.site.make("iam/rolePolicyAttachment:RolePolicyAttachment", {
        role: role.id,
        policyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess",
      });
      await refused("DeleteConflict", cloud.engine.delete(role));
      const { alb } = await cloud.site.balancer();
      const guarded = await cloud.engine.update(alb, { ...alb.inputs, enableDeletionProtection: true });
      await refused("OperationNotPermitted", cloud.engine.delete(guarded));
    });
  });

  describe("what is there already", () => {
    it("cannot be made again", async () => {
      await cloud.site.make("cloudfront/publicKey:PublicKey", { encodedKey: newPem(), name: "one" });
      await refused(
        "PublicKeyAlreadyExists",
        cloud.site.make("cloudfront/publicKey:PublicKey", { encodedKey: newPem(), name: "one" }),
      );
      await cloud.site.make("s3/bucket:Bucket", { bucket: "my-bucket" });
      await refused(
        "BucketAlreadyOwnedByYou",
        cloud.site.make("s3/bucket:Bucket", { bucket: "my-bucket", region: "us-east-1" }),
      );
      const { alb } = await cloud.site.balancer();
      await cloud.site.vpcOrigin(alb);
      await refused("EntityAlreadyExists", cloud.site.vpcOrigin(alb));
    });

    it("cannot be made again: rule priorities and aliases", async () => {
      const { alb } = await cloud.site.balancer();
      const listener = await cloud.site.make("lb/listener:Listener", {
        loadBalancerArn: alb.id,
        port: 80,
        protocol: "HTTP",
        defaultActions: [CLOSED],
      });
      const rule = {
        listenerArn: listener.id,
        priority: 1,
        actions: [CLOSED],
        conditions: [{ httpHeader: { httpHeaderName: "X-A", values: ["1"] } }],
      };
      await cloud.site.make("lb/listenerRule:ListenerRule", rule);
      await refused("PriorityInUse", cloud.site.make("lb/listenerRule:ListenerRule", rule));
      const certificate = await cloud.site.certificate("us-east-1", ["www.example.com"]);
      const taken = {
        aliases: ["www.example.com"],
        viewerCertificate: { acmCertificateArn: certificate.id, sslSupportMethod: "sni-only" },
      };
      await cloud.site.distribution(taken);
      await refused("CNAMEAlreadyExists", cloud.site.distribution(taken));
    });

    it("may take its own name with it through an update", async () => {
      const { group } = await cloud.site.keys();
      const updated = await cloud.engine.update(group, {
        items: group.inputs["items"],
        comment: "same name",
      });
      assert.equal(updated.outputs["name"], group.outputs["name"]);
    });
  });
});
