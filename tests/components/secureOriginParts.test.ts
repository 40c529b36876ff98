import assert from "node:assert/strict";
import { KeySource, type SecureOriginArgs } from "../../components";
import { children, find, inputsOf, PUBLIC_KEY, valueOf } from "./support/recorder";
import { ALL, DELIVERED, makeSite } from "./support/site";

describe("SecureOrigin with its optional parts", () => {
  it("delivers the members site: instances boot when releases are there and granted, and know where", async () => {
    const recording = await makeSite(DELIVERED);
    const app = recording.made.filter(({ type }) => /:(MembersApp|UserPool|AppDelivery)$/.test(type));
    assert.deepEqual(app.map(({ name }) => name).sort(), [
      "site-app",
      "site-app-delivery",
      "site-app-users",
      "site-app-users-pool",
    ]);
    const group = find(recording, "aws:autoscaling/group:Group", "site-instances-group");
    assert.deepEqual(group.waitsFor, ["site-network", "site-lb", "site-app"]);
    const { userData } = inputsOf(
      recording,
      "aws:ec2/launchTemplate:LaunchTemplate",
      "site-instances-template",
    );
    const script = Buffer.from(String(userData), "base64").toString();
    const uri = (await valueOf(recording.component.appConfigurationUri)) ?? "";
    assert.ok(script.includes(`export APP_CONFIG=${uri}\n`), script);
    const { role } = inputsOf(recording, "aws:iam/rolePolicy:RolePolicy", "site-app-grant");
    assert.equal(role, "site-instances-role");
  });

  it("leads from the 403 page to the members site's pages, and offers no request where there is none", async () => {
    const page = async (args: Partial<SecureOriginArgs>) =>
      String(
        inputsOf(await makeSite(args), "aws:s3/bucketObjectv2:BucketObjectv2", "site-pages-403-html").content,
      );
    assert.match(
      await page(DELIVERED),
      /href="\/request-access"[\s\S]*<form method="post" action="\/request-access">/,
    );
    assert.doesNotMatch(await page({}), /request-access/);
    const app = {
      ...DELIVERED.origin.app,
      contentUrl: "https://content.members.example.com",
      cookieDomain: "members.example.com",
    };
    const split = await page({
      ...DELIVERED,
      additionalDomainNames: ["content.members.example.com"],
      origin: { ...DELIVERED.origin, app },
    });
    assert.match(split, /href="https:\/\/members\.example\.com\/login"/);
    assert.doesNotMatch(split, /<form/);
  });

  it("creates no resource of the members site for another application", async () => {
    const recording = await makeSite();
    assert.deepEqual(
      children(recording).filter((one) => /cognito|sns|secretsmanager|MembersApp/.test(one)),
      [],
    );
    const { appConfigurationUri, issuer, userPoolId, accessRequestTopicArn } = recording.component;
    for (const output of [appConfigurationUri, issuer, userPoolId, accessRequestTopicArn]) {
      assert.equal(await valueOf(output), undefined);
    }
  });

  it("connects logs, web ACL and alarms with each other, where each exists", async () => {
    const recording = await makeSite(ALL);
    const balancer = inputsOf(recording, "aws:lb/loadBalancer:LoadBalancer", "site-lb-alb");
    assert.deepEqual(balancer.accessLogs, { enabled: true, bucket: "site-archive-bucket", prefix: "alb" });
    const { webAclId } = inputsOf(
      recording,
      "aws:cloudfront/distribution:Distribution",
      "site-edge-distribution",
    );
    assert.equal(webAclId, "arn:site-web-acl-acl");
    const filter = inputsOf(
      recording,
      "aws:cloudwatch/logMetricFilter:LogMetricFilter",
      "site-alarms-geography",
    );
    assert.equal(filter.logGroupName, "site-logs-group");
    const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
    const { metricQueries } = inputsOf(recording, ALARM, "site-alarms-signatures");
    const [query] = metricQueries as { metric: { dimensions: object } }[];
    assert.deepEqual(query?.metric.dimensions, { KeyArn: ALL.signingKeys[1]?.arn, Operation: "Sign" });
    assert.equal((await valueOf(recording.component.alarmTopicArns)).length, 2);
    const inSecretsManager = {
      id: "k1",
      source: KeySource.SecretsManager,
      arn: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:key-AbCdEf",
      publicKeyPem: PUBLIC_KEY,
    };
    const outside = await makeSite({ alarms: {}, signingKeys: [inSecretsManager] });
    assert.ok(outside.made.every(({ name }) => name !== "site-alarms-signatures"));
    const bare = await makeSite();
    assert.equal(inputsOf(bare, "aws:lb/loadBalancer:LoadBalancer", "site-lb-alb").accessLogs, undefined);
    assert.deepEqual(await valueOf(bare.component.alarmTopicArns), []);
  });

  it("logs sessions on its instances by a document of its own, and lets their role write that log alone", async () => {
    const recording = await makeSite(ALL);
    const [document] = recording.made.filter(({ type }) => type === "aws:ssm/document:Document");
    assert.equal(document?.inputs.documentType, "Session");
    const { sessionType, inputs } = JSON.parse(String(document.inputs.content)) as {
      sessionType: string;
      inputs: Record<string, unknown>;
    };
    assert.equal(sessionType, "Standard_Stream");
    assert.deepEqual(
      [inputs.cloudWatchLogGroupName, inputs.cloudWatchStreamingEnabled, inputs.cloudWatchEncryptionEnabled],
      ["site-sessions-group", true, false],
    );
    const grant = inputsOf(recording, "aws:iam/rolePolicy:RolePolicy", "site-sessions-write");
    const { Statement } = JSON.parse(String(grant.policy)) as {
      Statement: { Action: string | string[]; Resource: string | string[] }[];
    };
    const group = "arn:site-sessions-group";
    assert.deepEqual(
      Statement.map(({ Action, Resource }) => [Action, Resource]),
      [
        [
          ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
          [group, `${group}:*`],
        ],
        ["logs:DescribeLogGroups", "*"],
      ],
    );
    assert.ok((await valueOf(recording.component.sessionDocumentName)) !== undefined);
    const bare = await makeSite();
    assert.equal(await valueOf(bare.component.sessionDocumentName), undefined);
    assert.ok(bare.made.every(({ type }) => type !== "aws:ssm/document:Document"));
  });

  it("deletes its logs with it unless it is protected", async () => {
    const forced = async (deletionProtection?: boolean) => {
      const recording = await makeSite({ logs: {}, deletionProtection });
      return inputsOf(recording, "aws:s3/bucket:Bucket", "site-archive-bucket").forceDestroy;
    };
    assert.deepEqual([await forced(), await forced(true)], [true, false]);
  });
});
