/**
 * An internal load balancer and a bucket for its access log.
 *
 * `smoke:policy` chooses how the bucket policy admits Elastic Load Balancing: `source-arn` with a condition on
 * `aws:SourceArn`, `path` with only the account id in the resource. `smoke:log: on` enables the log.
 */

import * as ec2 from "@pulumi/aws/ec2";
import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { getPartitionOutput } from "@pulumi/aws/getPartition";
import * as lb from "@pulumi/aws/lb";
import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { privateNetwork } from "../network";

const config = new pulumi.Config("smoke");
const region = new pulumi.Config("aws").require("region");
const withSourceArn = config.get("policy") !== "path";

const network = privateNetwork();
const bucket = new s3.Bucket("smoke", { forceDestroy: true });
const account = getCallerIdentityOutput({}).accountId;
const { partition } = getPartitionOutput({});
const policy = new s3.BucketPolicy("smoke", {
  bucket: bucket.bucket,
  policy: pulumi.all([bucket.arn, account, partition]).apply(([arn, accountId, of]) =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
          Action: "s3:PutObject",
          Resource: `${arn}/alb/AWSLogs/${accountId}/*`,
          ...(withSourceArn && {
            Condition: {
              ArnLike: {
                "aws:SourceArn": `arn:${of}:elasticloadbalancing:${region}:${accountId}:loadbalancer/*`,
              },
            },
          }),
        },
      ],
    }),
  ),
});
const group = new ec2.SecurityGroup("smoke", { vpcId: network.vpcId, description: "Admits nothing" });
new lb.LoadBalancer(
  "smoke",
  {
    loadBalancerType: "application",
    internal: true,
    subnets: network.subnetIds,
    securityGroups: [group.id],
    ...(config.get("log") === "on" && {
      accessLogs: { enabled: true, bucket: bucket.bucket, prefix: "alb" },
    }),
  },
  { dependsOn: [policy] },
);
