import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Props } from "../support/client";
import { refused } from "../support/refused";
import { behavior, type Site } from "../support/site";
import { failureMode } from "./failureMode";

const visibility = { cloudwatchMetricsEnabled: true, metricName: "edge", sampledRequestsEnabled: true };
const webAcl = (site: Site, rest: Props = {}) =>
  site.make("wafv2/webAcl:WebAcl", {
    scope: "CLOUDFRONT",
    defaultAction: { allow: {} },
    visibilityConfig: visibility,
    region: "us-east-1",
    ...rest,
  });

/** A source in us-east-1 and a destination for it. */
async function logs(site: Site) {
  const distribution = await site.distribution({});
  const place = { region: "us-east-1" };
  const source = (rest: Props = {}) =>
    site.make("cloudwatch/logDeliverySource:LogDeliverySource", {
      logType: "ACCESS_LOGS",
      resourceArn: distribution.outputs["arn"],
      ...place,
      ...rest,
    });
  const destination = (destinationResourceArn: unknown, rest: Props = {}) =>
    site.make("cloudwatch/logDeliveryDestination:LogDeliveryDestination", {
      outputFormat: "json",
      deliveryDestinationConfiguration: { destinationResourceArn },
      ...place,
      ...rest,
    });
  const deliver = (sourceName: string, arn: unknown) =>
    site.make("cloudwatch/logDelivery:LogDelivery", {
      deliverySourceName: sourceName,
      deliveryDestinationArn: arn,
      ...place,
    });
  return { source, destination, deliver };
}

describe("failure modes of logs, secrets, the web ACL and names", () => {
  failureMode(
    29,
    "CloudFront's logs are delivered through us-east-1, and once for a distribution",
    async (site) => {
      const { source, destination } = await logs(site);
      await refused("ValidationException", source({ region: "eu-west-1" }));
      await refused(
        "ResourceNotFoundException",
        source({ resourceArn: "arn:aws:cloudfront::1:distribution/E1" }),
      );
      await source();
      await refused("ConflictException", source());
      const group = await site.make("cloudwatch/logGroup:LogGroup", { region: "eu-west-1" });
      await refused("ValidationException", destination(group.outputs["arn"]));
      const bucket = await site.make("s3/bucket:Bucket", {});
      await destination(bucket.outputs["arn"], { outputFormat: "parquet" });
    },
  );

  failureMode(30, "deliveries of one source change one after the other", async (site, engine) => {
    const { source, destination, deliver } = await logs(site);
    const from = await source();
    const buckets = [await site.make("s3/bucket:Bucket", {}), await site.make("s3/bucket:Bucket", {})];
    const [one, two] = [
      await destination(buckets[0]?.outputs["arn"]),
      await destination(buckets[1]?.outputs["arn"]),
    ];
    const delays = { "aws:cloudwatch/logDelivery:LogDelivery": 0.4 };
    writeFileSync(join(engine.dir, "faults.json"), JSON.stringify({ delays }));
    const first = deliver(from.id, one.outputs["arn"]);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await refused("ConflictException", deliver(from.id, two.outputs["arn"]));
    await first;
    await deliver(from.id, two.outputs["arn"]);
    await refused("ConflictException", deliver(from.id, two.outputs["arn"]));
    await refused("ConflictException", engine.delete(from));
    await refused("ConflictException", engine.delete(one));
  });

  failureMode(33, "a log group for the web ACL is called aws-waf-logs-something", async (site) => {
    const acl = await webAcl(site);
    const configure = async (name: string) => {
      const group = await site.make("cloudwatch/logGroup:LogGroup", { name, region: "us-east-1" });
      return site.make("wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration", {
        resourceArn: acl.outputs["arn"],
        logDestinationConfigs: [group.outputs["arn"]],
        region: "us-east-1",
      });
    };
    await refused("WAFInvalidParameterException", configure("edge"));
    await configure("aws-waf-logs-edge");
  });

  failureMode(
    44,
    "a deleted secret keeps its name for its window, and without a window not",
    async (site, engine) => {
      const make = (rest: Props = {}) => site.make("secretsmanager/secret:Secret", { name: "key", ...rest });
      await engine.delete(await make({ recoveryWindowInDays: 0 }));
      await engine.delete(await make());
      await refused("InvalidRequestException", make());
      const { inputs } = await engine.check("aws:secretsmanager/secret:Secret", "key", {});
      assert.match(String(inputs["name"]), /^key-[0-9a-f]{7}$/, "a generated name is another one each time");
    },
  );

  failureMode(45, "the version of a write-only value is a number", async (site) => {
    const secret = await site.make("secretsmanager/secret:Secret", {});
    await assert.rejects(
      site.make("secretsmanager/secretVersion:SecretVersion", {
        secretId: secret.id,
        secretStringWo: "value",
        secretStringWoVersion: "one",
      }),
      /secretStringWoVersion: Must be a number/,
    );
  });

  failureMode(
    47,
    "a web ACL for CloudFront is of us-east-1 and is named by the distribution itself",
    async (site, engine) => {
      await refused("WAFInvalidParameterException", webAcl(site, { region: "eu-west-1" }));
      await refused(
        "InvalidWebACLId",
        site.distribution({ webAclId: "arn:aws:wafv2:us-east-1:1:global/webacl/x/y" }),
      );
      const acl = await webAcl(site);
      const distribution = await site.distribution({ webAclId: acl.outputs["arn"] });
      await refused("WAFAssociatedItemException", engine.delete(acl));
      await refused(
        "WAFInvalidParameterException",
        site.make("wafv2/webAclAssociation:WebAclAssociation", {
          resourceArn: distribution.outputs["arn"],
          webAclArn: acl.outputs["arn"],
          region: "us-east-1",
        }),
      );
      const rule = (name: string) => ({ name, priority: 1, statement: {}, visibilityConfig: visibility });
      await refused("WAFInvalidParameterException", webAcl(site, { rules: [rule("a"), rule("b")] }));
    },
  );

  failureMode(48, "an alarm calls topics of its own region", async (site) => {
    const topic = await site.make("sns/topic:Topic", {});
    const alarm = (region: string) =>
      site.make("cloudwatch/metricAlarm:MetricAlarm", {
        comparisonOperator: "GreaterThanThreshold",
        evaluationPeriods: 3,
        metricName: "5xxErrorRate",
        namespace: "AWS/CloudFront",
        dimensions: { DistributionId: "E1", Region: "Global" },
        period: 60,
        statistic: "Average",
        threshold: 1,
        alarmActions: [topic.outputs["arn"]],
        region,
      });
    await refused("ValidationError", alarm("us-east-1"));
    await alarm("eu-west-1");
  });

  failureMode(
    49,
    "an alias record points at what exists, and one name has one record",
    async (site, engine) => {
      const zone = await engine.invoke("aws:route53/getZone:getZone", { name: "example.com" });
      const record = (rest: Props) =>
        site.make("route53/record:Record", { zoneId: zone["zoneId"], name: "www", type: "A", ...rest });
      const to = (name: unknown) => ({
        aliases: [{ name, zoneId: "Z2FDTNDATAQYW2", evaluateTargetHealth: false }],
      });
      await refused("InvalidChangeBatch", record(to("dnobody.cloudfront.net")));
      const { outputs } = await site.distribution({ defaultCacheBehavior: behavior() });
      await record(to(outputs["domainName"]));
      await record({ ...to(outputs["domainName"]), type: "AAAA" });
      await refused("InvalidChangeBatch", record(to(outputs["domainName"])));
      await refused("InvalidChangeBatch", record({ type: "CNAME", records: ["x.example.com"], ttl: 60 }));
    },
  );

  failureMode(
    49,
    "two certificates of one name ask for one validation record, and a second one is a duplicate",
    async (site, engine) => {
      const zone = await engine.invoke("aws:route53/getZone:getZone", { name: "example.com" });
      const certificates = [
        await site.certificate("us-east-1", ["www.example.com"], { issued: false }),
        await site.certificate("eu-west-1", ["www.example.com"], { issued: false }),
      ];
      const record = (index: number, rest: Props = {}) => {
        const [option] = certificates[index]?.outputs["domainValidationOptions"] as Record<string, string>[];
        return site.make("route53/record:Record", {
          zoneId: zone["zoneId"],
          name: option?.["resourceRecordName"],
          type: "CNAME",
          records: [option?.["resourceRecordValue"]],
          ttl: 60,
          ...rest,
        });
      };
      await record(0);
      await refused("InvalidChangeBatch", record(1));
      await record(1, { allowOverwrite: true });
    },
  );
});
