import assert from "node:assert/strict";
import type { Props, Resource } from "../support/client";
import { refused } from "../support/refused";
import { CLOSED, type Site } from "../support/site";
import { failureMode } from "./failureMode";

const targetGroup = (site: Site, vpc: Resource, rest: Props = {}) =>
  site.make("lb/targetGroup:TargetGroup", { port: 8443, protocol: "HTTPS", vpcId: vpc.id, ...rest });

/** A listener with one rule that forwards. */
async function loadBalancer(site: Site) {
  const made = await site.balancer();
  const listener = await site.listener(made.alb);
  const targets = await targetGroup(site, made.vpc, { name: "members" });
  const rule = (rest: Props = {}) =>
    site.make("lb/listenerRule:ListenerRule", {
      listenerArn: listener.id,
      priority: 10,
      actions: [{ type: "forward", targetGroupArn: targets.id }],
      conditions: [{ httpHeader: { httpHeaderName: "X-From", values: ["a"] } }],
      ...rest,
    });
  return { ...made, listener, targets, rule };
}

const trusting = (bucket: string, principal: Props) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Principal: principal, Action: "s3:PutObject", Resource: `arn:aws:s3:::${bucket}/*` },
    ],
  });

describe("failure modes of load balancers and fleets", () => {
  failureMode(33, "logs need a bucket that lets Elastic Load Balancing write", async (site, engine) => {
    const { subnets, group } = await site.network();
    const bucket = await site.make("s3/bucket:Bucket", {});
    const balancer = (name: string) =>
      site.make("lb/loadBalancer:LoadBalancer", {
        internal: true,
        subnets: subnets.map(({ id }) => id),
        securityGroups: [group.id],
        accessLogs: { bucket: name, enabled: true },
      });
    await refused("InvalidConfigurationRequest", balancer("nobody"));
    await refused("InvalidConfigurationRequest", balancer(bucket.id));
    const service = { Service: "logdelivery.elasticloadbalancing.amazonaws.com" };
    const policy = await site.make("s3/bucketPolicy:BucketPolicy", {
      bucket: bucket.id,
      policy: trusting(bucket.id, { Service: "delivery.logs.amazonaws.com" }),
    });
    await refused("InvalidConfigurationRequest", balancer(bucket.id));
    await engine.update(policy, { bucket: bucket.id, policy: trusting(bucket.id, service) });
    await balancer(bucket.id);
    await site.make("s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration", {
      bucket: bucket.id,
      rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms" } }],
    });
    await refused("InvalidConfigurationRequest", balancer(bucket.id));
  });

  failureMode(34, "a header condition has a short name that is not Host, and short values", async (site) => {
    const { rule } = await loadBalancer(site);
    const header = (httpHeader: Props) => rule({ priority: 20, conditions: [{ httpHeader }] });
    await refused("ValidationError", header({ httpHeaderName: "Host", values: ["1"] }));
    await refused("ValidationError", header({ httpHeaderName: "X".repeat(41), values: ["1"] }));
    await refused("ValidationError", header({ httpHeaderName: "X-A", values: ["1".repeat(129)] }));
    await refused("ValidationError", header({ httpHeaderName: "X-A", values: ["1", "2", "3", "4"] }));
    await header({ httpHeaderName: "X".repeat(40), values: ["1".repeat(128), "2", "3"] });
  });

  failureMode(
    35,
    "a priority is in use until its rule is gone, and to change it is another rule",
    async (site, engine) => {
      const { rule } = await loadBalancer(site);
      const first = await rule();
      await refused("PriorityInUse", rule());
      assert.deepEqual((await engine.diff(first, { ...first.inputs, priority: 11 })).replaces, ["priority"]);
      await engine.delete(first);
      await rule();
    },
  );

  failureMode(36, "a rule's conditions and actions change in place", async (site, engine) => {
    const { rule } = await loadBalancer(site);
    const first = await rule();
    const conditions = [{ httpHeader: { httpHeaderName: "X-From", values: ["b", "a"] } }];
    const news = { ...first.inputs, conditions, actions: [CLOSED] };
    assert.deepEqual((await engine.diff(first, news)).replaces, []);
    await engine.update(first, news);
  });

  failureMode(
    37,
    "a target group with a name of its own goes first, and cannot while a rule forwards to it",
    async (site, engine) => {
      const { rule, targets } = await loadBalancer(site);
      await rule();
      const change = await engine.diff(targets, { ...targets.inputs, port: 9443 });
      assert.deepEqual([change.replaces, change.deleteBeforeReplace], [["port"], true]);
      await refused("ResourceInUse", engine.delete(targets));
      const long = await engine.check("aws:lb/targetGroup:TargetGroup", "x", { name: "n".repeat(33) });
      assert.match(long.failures.join(), /name: Must be 0 to 32 characters long/);
    },
  );

  failureMode(38, "a balancer does not move to another VPC", async (site, engine) => {
    const { alb } = await site.balancer();
    const other = await site.network();
    const news = {
      ...alb.inputs,
      subnets: other.subnets.map(({ id }) => id),
      securityGroups: [other.group.id],
    };
    assert.deepEqual((await engine.diff(alb, news)).replaces, []);
    await refused("InvalidSubnet", engine.update(alb, news));
  });

  failureMode(39, "a protected balancer stays until its protection is taken off", async (site, engine) => {
    const { alb } = await site.balancer();
    const guarded = await engine.update(alb, { ...alb.inputs, enableDeletionProtection: true });
    await refused("OperationNotPermitted", engine.delete(guarded));
    await engine.delete(await engine.update(guarded, { ...alb.inputs, enableDeletionProtection: false }));
  });

  failureMode(41, "a refresh that rolls back wants a numbered version", async (site) => {
    const { subnets } = await site.network();
    const template = await site.make("ec2/launchTemplate:LaunchTemplate", { instanceType: "t4g.small" });
    const group = (version: string) =>
      site.make("autoscaling/group:Group", {
        minSize: 1,
        maxSize: 2,
        vpcZoneIdentifiers: subnets.map(({ id }) => id),
        launchTemplate: { id: template.id, version },
        instanceRefresh: { strategy: "Rolling", preferences: { autoRollback: true } },
      });
    await refused("ValidationError", group("$Latest"));
    await group("1");
  });

  failureMode(
    43,
    "CloudFront's prefix list and six more rules do not fit one group",
    async (site, engine) => {
      const { group } = await site.network();
      const list = await engine.invoke("aws:ec2/getManagedPrefixList:getManagedPrefixList", {
        name: "com.amazonaws.global.cloudfront.origin-facing",
      });
      const rule = (rest: Props) =>
        site.make("vpc/securityGroupIngressRule:SecurityGroupIngressRule", {
          securityGroupId: group.id,
          ipProtocol: "tcp",
          fromPort: 443,
          toPort: 443,
          ...rest,
        });
      await rule({ prefixListId: list["id"] });
      for (const n of [1, 2, 3, 4, 5]) {
        await rule({ cidrIpv4: `10.0.${n}.0/24` });
      }
      await refused("RulesPerSecurityGroupLimitExceeded", rule({ cidrIpv4: "10.0.6.0/24" }));
    },
  );
});
