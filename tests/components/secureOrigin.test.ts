import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
  CloudFrontAdmission,
  ContentKind,
  KeySource,
  KeyState,
  NatGateways,
  SecureOrigin,
  type SecureOriginArgs,
} from "../../components";
import { EXISTING, VPC } from "./support/existing";
import { APP } from "./support/membersSite";
import {
  children,
  find,
  inputsOf,
  type Made,
  PUBLIC_KEY,
  record,
  refusal,
  valueOf,
} from "./support/recorder";

const ARGS: SecureOriginArgs = {
  domainName: "members.example.com",
  hostedZoneId: "Z1",
  region: "eu-west-1",
  securePaths: [{ pattern: "/premium/*", content: ContentKind.Dynamic }],
  signingKeys: [{ id: "k1" }],
  origin: { bootScript: "#!/bin/sh\n" },
};

/** Every option that adds a resource. */
const ALL = {
  additionalDomainNames: ["shop.example.com", "www.example.com"],
  network: { zones: 3, natGateways: NatGateways.PerZone },
  signingKeys: [
    { id: "k1", state: KeyState.Retired },
    { id: "k2", state: KeyState.Active, arn: "arn:aws:kms:eu-west-1:111122223333:key/1234" },
  ],
  headerGeneration: 5,
  adminCidrs: ["10.8.0.0/16", "192.168.4.0/24"],
  admission: CloudFrontAdmission.Both,
  ipv6: true,
  logs: {},
  webAcl: {},
  alarms: { emails: ["oncall@example.com"], expectedCountries: ["DE"] },
};

/** The members site, with every option that adds a resource. */
const DELIVERED = {
  ...ALL,
  network: undefined,
  ipv6: false,
  securePaths: [
    { pattern: "/premium/*", content: ContentKind.Dynamic },
    { pattern: "/premium-files/*", content: ContentKind.Static },
  ],
  origin: {
    ...ARGS.origin,
    app: { ...APP, accessRequestEmail: "desk@example.com", sessionKeyGeneration: 2 },
  },
};

const ALL_EXISTING = { network: undefined, vpc: VPC, origin: EXISTING };

const make = (args: Partial<SecureOriginArgs> = {}, preview = false) =>
  record((options) => new SecureOrigin("site", { ...ARGS, ...args }, options), { preview });

const PARTS = [
  "site-network",
  "site-certs",
  "site-lb",
  "site-instances",
  "site-keys",
  "site-pages",
  "site-edge",
];

async function parentName(made: Made): Promise<string> {
  const { parent } = made.options;
  return parent === undefined ? "" : ((await valueOf(parent.urn)).split("::").at(-1) ?? "");
}

const isOutput = ([, value]: [string, unknown]) => pulumi.Output.isInstance(value);

describe("SecureOrigin", () => {
  it("creates its seven parts", async () => {
    const recording = await make();
    const parts = recording.made.filter(({ type }) => type.startsWith("secure-origin:"));
    assert.deepEqual(parts.map(({ type, name }) => `${type} ${name}`).sort(), [
      "secure-origin:index:Certificates site-certs",
      "secure-origin:index:Distribution site-edge",
      "secure-origin:index:ErrorPages site-pages",
      "secure-origin:index:InternalLoadBalancer site-lb",
      "secure-origin:index:Network site-network",
      "secure-origin:index:OriginInstances site-instances",
      "secure-origin:index:SecureOrigin site",
      "secure-origin:index:SigningKeys site-keys",
    ]);
  });

  it("declares its paths to the engine, as its distribution does, and no other argument", async () => {
    const made = await make({ publicPaths: ["/premium/preview/*"] });
    const declared = {
      securePaths: ["/premium/*"],
      publicPaths: ["/premium/preview/*", "/error-pages/*"],
    };
    assert.deepEqual(inputsOf(made, "secure-origin:index:SecureOrigin", "site"), declared);
    assert.deepEqual(inputsOf(made, "secure-origin:index:Distribution", "site-edge"), declared);
  });

  it("names every child after its parent, in lower case, and never by chance or by place in a list", async () => {
    for (const args of [{}, ALL, { ...ALL, ...ALL_EXISTING }, DELIVERED]) {
      const recording = await make(args);
      for (const made of recording.made.filter(({ name }) => name !== "site")) {
        assert.equal(made.name.startsWith(`${await parentName(made)}-`), true, made.name);
        assert.match(made.name, /^[a-z0-9]+([-.][a-z0-9]+)*$/);
      }
      const names = children(recording);
      assert.equal(new Set(names).size, names.length);
      assert.deepEqual(children(await make(args)), names);
    }
  });

  it("keeps the names of what stays when keys, paths and names are listed in another order", async () => {
    const reversed = {
      ...ALL,
      signingKeys: [...ALL.signingKeys].reverse(),
      additionalDomainNames: [...ALL.additionalDomainNames].reverse(),
      adminCidrs: [...ALL.adminCidrs].reverse(),
    };
    assert.deepEqual(children(await make(reversed)), children(await make(ALL)));
  });

  it("delivers the members site: instances boot when releases are there and granted, and know where", async () => {
    const recording = await make(DELIVERED);
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
        inputsOf(await make(args), "aws:s3/bucketObjectv2:BucketObjectv2", "site-pages-403-html").content,
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
    const recording = await make();
    assert.deepEqual(
      children(recording).filter((one) => /cognito|sns|secretsmanager|MembersApp/.test(one)),
      [],
    );
    const { appConfigurationUri, issuer, userPoolId, accessRequestTopicArn } = recording.component;
    for (const output of [appConfigurationUri, issuer, userPoolId, accessRequestTopicArn]) {
      assert.equal(await valueOf(output), undefined);
    }
  });

  it("refuses IPv6 beside a rule that locks to IPv4 addresses", async () => {
    const [first, ...rules] = APP.entitlements;
    assert.ok(first !== undefined);
    const app = { ...APP, entitlements: [{ ...first, lockToAddress: true }, ...rules] };
    const wrong = { ...ARGS, ...DELIVERED, ipv6: true, origin: { ...ARGS.origin, app } };
    assert.match(await refusal((options) => new SecureOrigin("site", wrong, options)), /ipv6 is true; /);
  });

  it("sends a header value from the edge only once the load balancer accepts it", async () => {
    const recording = await make();
    for (const [type, name] of [
      ["aws:cloudfront/distribution:Distribution", "site-edge-distribution"],
      ["aws:cloudfront/vpcOrigin:VpcOrigin", "site-edge-vpc-origin"],
      ["aws:autoscaling/group:Group", "site-instances-group"],
    ] as const) {
      assert.deepEqual(find(recording, type, name).waitsFor, ["site-network", "site-lb"]);
    }
  });

  it("passes its own dependsOn on to distribution and instances", async () => {
    const recording = await record((options) => {
      const first = new pulumi.ComponentResource("test:index:First", "first", {}, options);
      return new SecureOrigin("site", ARGS, { ...options, dependsOn: first });
    });
    for (const [type, name] of [
      ["aws:cloudfront/distribution:Distribution", "site-edge-distribution"],
      ["aws:autoscaling/group:Group", "site-instances-group"],
    ] as const) {
      assert.deepEqual(find(recording, type, name).waitsFor, ["first", "site-network", "site-lb"]);
    }
  });

  it("gives the distribution and the load balancer the same header values, and keeps them secret", async () => {
    const recording = await make();
    const { origins } = inputsOf(
      recording,
      "aws:cloudfront/distribution:Distribution",
      "site-edge-distribution",
    );
    for (const tier of ["public", "signed"]) {
      const rule = inputsOf(recording, "aws:lb/listenerRule:ListenerRule", `site-lb-${tier}-1`);
      const [condition] = rule.conditions as { httpHeader: { values: string[] } }[];
      const origin = (origins as { originId: string; customHeaders: { value: string }[] }[]).find(
        ({ originId }) => originId === tier,
      );
      assert.equal(origin?.customHeaders[0]?.value, condition?.httpHeader.values[0]);
    }
    const outputs = await valueOf(pulumi.output(Object.entries(recording.component).filter(isOutput)));
    const values = ["public", "signed"].map((tier) => Buffer.from(`site-lb-${tier}-1`).toString("hex"));
    for (const value of values) {
      assert.equal(JSON.stringify(outputs).includes(value), false);
    }
  });

  it("lets only the role of the instances sign, and only with the active key", async () => {
    const { policy } = inputsOf(await make(), "aws:kms/key:Key", "site-keys-k1");
    const { Statement } = JSON.parse(String(policy)) as {
      Statement: { Action: string; Principal: object }[];
    };
    const sign = Statement.filter(({ Action }) => Action === "kms:Sign");
    assert.deepEqual(
      sign.map(({ Principal }) => Principal),
      [{ AWS: "arn:site-instances-role" }],
    );
  });

  it("serves on one name and calls the load balancer by two others, one for each tier, that its certificate carries", async () => {
    const named = async (args: Partial<SecureOriginArgs>) => {
      const recording = await make(args);
      const certificate = inputsOf(recording, "aws:acm/certificate:Certificate", "site-certs-regional");
      const edge = "aws:cloudfront/distribution:Distribution";
      const { origins } = inputsOf(recording, edge, "site-edge-distribution");
      const records = recording.made.filter(
        ({ type, name }) => type === "aws:route53/record:Record" && name.startsWith("site-lb-"),
      );
      return {
        certified: [certificate.domainName, certificate.subjectAlternativeNames],
        called: (origins as { domainName: string }[]).slice(0, 2).map(({ domainName }) => domainName),
        recorded: records.map(({ inputs }) => inputs.name),
      };
    };
    const [open, signed] = ["origin-public.members.example.com", "origin-signed.members.example.com"];
    assert.deepEqual(await named({}), {
      certified: [open, [signed]],
      called: [open, signed],
      recorded: [open, signed],
    });
    const one = "alb.example.com";
    assert.deepEqual(await named({ originDomainNames: { public: one, signed: one } }), {
      certified: [one, undefined],
      called: [one, one],
      recorded: [one],
    });
  });

  it("refuses a name of the load balancer that viewers use, or that is none", async () => {
    const wrong = { ...ARGS, originDomainNames: { public: "members.example.com", signed: "https://x" } };
    const message = await refusal((options) => new SecureOrigin("site", wrong, options));
    assert.match(
      message,
      / originDomainNames\.public is "members\.example\.com"; allowed: a name that no viewer uses\. /,
    );
    assert.match(message, / originDomainNames\.signed is "https:\/\/x"; allowed: a lower-case domain name /);
  });

  it("lets CloudFront in by address, then by address and group, then by group alone", async () => {
    const admitted = async (admission?: CloudFrontAdmission) =>
      (await make({ admission })).made
        .filter(({ type, name }) => type.includes("IngressRule") && !name.startsWith("site-instances"))
        .map(({ inputs }) => [
          inputs.securityGroupId,
          inputs.prefixListId ?? inputs.referencedSecurityGroupId,
        ]);
    const group = "site-lb-from-edge-id";
    const [byAddress, byGroup] = [
      [group, "pl-cloudfront"],
      [group, "sg-service"],
    ];
    assert.deepEqual(await admitted(), [byAddress]);
    assert.deepEqual(await admitted(CloudFrontAdmission.Both), [byAddress, byGroup]);
    assert.deepEqual(await admitted(CloudFrontAdmission.ServiceGroup), [byGroup]);
  });

  it("refuses options that Pulumi would pass over without a word", async () => {
    const options = { ignoreChanges: ["tags"] };
    const message = await refusal((given) => new SecureOrigin("site", ARGS, { ...given, ...options }));
    assert.match(message, /the option ignoreChanges is \["tags"\]; .*transforms/);
  });

  it("shares no resource, key or secret with another site of the same stack", async () => {
    const both = await record((options) => {
      const other = { ...ARGS, domainName: "shop.example.com" };
      return [new SecureOrigin("site", ARGS, options), new SecureOrigin("shop", other, options)] as const;
    });
    const [site, shop] = ["site", "shop"].map((name) =>
      both.made.filter((made) => made.name === name || made.name.startsWith(`${name}-`)),
    );
    assert.equal((site?.length ?? 0) + (shop?.length ?? 0), both.made.length);
    assert.equal(JSON.stringify(shop?.map(({ inputs }) => inputs)).includes("site-"), false);
    const signers = both.made
      .filter(({ type }) => type === "aws:kms/key:Key")
      .map(({ inputs }) => /"AWS":"([^"]+)"\},"Action":"kms:Sign"/.exec(String(inputs.policy))?.[1]);
    assert.deepEqual(signers, ["arn:site-instances-role", "arn:shop-instances-role"]);
  });

  it("passes tags down to everything that can carry them", async () => {
    const recording = await make({ ...DELIVERED, tags: { team: "web" } });
    const tagless =
      /^aws:cognito\/userPool[A-Z]|^aws:cognito\/userGroup|Version$|^secure-origin:|^random:|Route$|Association$|Attachment$|^aws:route53|Policy$|Validation$|(MetricFilter|QueryDefinition|Dashboard|Subscription|LoggingConfiguration|ListenerCertificate)$|^aws:s3\/bucket[A-Z](?!bjectv2)|^aws:cloudfront\/(publicKey|keyGroup|originAccessControl)|^aws:kms\/alias/;
    const untagged = recording.made.filter(({ type, inputs }) => {
      const tags = inputs.tags as { team?: string } | { key: string; value: string }[] | undefined;
      const team = Array.isArray(tags) ? tags.find(({ key }) => key === "team")?.value : tags?.team;
      return !tagless.test(type) && team !== "web";
    });
    assert.deepEqual(
      untagged.map(({ type, name }) => `${type} ${name}`),
      [],
    );
  });

  it("can be previewed while nothing exists, without asking for what is not there", async () => {
    const recording = await make({}, true);
    assert.equal(recording.calls.includes("aws:kms/getPublicKey:getPublicKey"), false);
    assert.equal(
      PARTS.every((name) => recording.made.some((made) => made.name === name)),
      true,
    );
  });

  it("connects logs, web ACL and alarms with each other, where each exists", async () => {
    const recording = await make(ALL);
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
    const outside = await make({ alarms: {}, signingKeys: [inSecretsManager] });
    assert.ok(outside.made.every(({ name }) => name !== "site-alarms-signatures"));
    const bare = await make();
    assert.equal(inputsOf(bare, "aws:lb/loadBalancer:LoadBalancer", "site-lb-alb").accessLogs, undefined);
    assert.deepEqual(await valueOf(bare.component.alarmTopicArns), []);
  });

  it("logs sessions on its instances by a document of its own, and lets their role write that log alone", async () => {
    const recording = await make(ALL);
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
    const bare = await make();
    assert.equal(await valueOf(bare.component.sessionDocumentName), undefined);
    assert.ok(bare.made.every(({ type }) => type !== "aws:ssm/document:Document"));
  });

  it("deletes its logs with it unless it is protected", async () => {
    const forced = async (deletionProtection?: boolean) => {
      const recording = await make({ logs: {}, deletionProtection });
      return inputsOf(recording, "aws:s3/bucket:Bucket", "site-archive-bucket").forceDestroy;
    };
    assert.deepEqual([await forced(), await forced(true)], [true, false]);
  });

  it("refuses administration from the network that it creates, and does not know an existing one", async () => {
    const args = { ...ARGS, adminCidrs: ["10.0.8.0/24"] };
    const refused = (more: Partial<SecureOriginArgs>) =>
      refusal((options) => new SecureOrigin("site", { ...args, ...more }, options));
    assert.match(await refused({}), / adminCidrs\[0\] is "10\.0\.8\.0\/24"; .* the VPC 10\.0\.0\.0\/16, /);
    const network = { cidrBlock: "10.0.0.0/20" };
    assert.match(await refused({ network }), / the VPC 10\.0\.0\.0\/20, /);
    await make({ adminCidrs: args.adminCidrs, network: { cidrBlock: "10.20.0.0/16" } });
    await make({ adminCidrs: args.adminCidrs, ...ALL_EXISTING });
  });

  it("refuses two web ACLs, and expected countries without a log", async () => {
    const args = { webAcl: {}, webAclArn: "arn:acl", alarms: { expectedCountries: ["DE"] } };
    const message = await refusal((options) => new SecureOrigin("site", { ...ARGS, ...args }, options));
    assert.match(message, /webAclArn is "set beside webAcl"; allowed: webAclArn or webAcl/);
    assert.match(message, /logs is missing; allowed: logs, beside alarms\.expectedCountries/);
  });

  it("reports a wrong domain name in one line, and no problem that only follows from it", async () => {
    for (const args of [{}, { origin: { ...ARGS.origin, app: APP }, securePaths: DELIVERED.securePaths }]) {
      const wrong = { ...ARGS, ...args, domainName: "https://Members.example.com" };
      assert.equal(
        await refusal((options) => new SecureOrigin("site", wrong, options)),
        'SecureOrigin "site": domainName is "https://Members.example.com"; allowed: a lower-case domain name of at most 64 characters, without scheme or path. To fix: write it like "members.example.com".',
      );
    }
  });

  it("names nested arguments by their path", async () => {
    const args = {
      logs: { groupDays: 8 },
      webAcl: { requestsPerFiveMinutes: 1 },
      alarms: { emails: ["nobody"], expectedCountries: ["IE", "Germany"], viewerGigabytesPerHour: 0 },
    };
    const message = await refusal((options) => new SecureOrigin("site", { ...ARGS, ...args }, options));
    assert.deepEqual(
      message.split("\n").map((line) => /": (\S+) is /.exec(line)?.[1]),
      [
        "logs.groupDays",
        "webAcl.requestsPerFiveMinutes",
        "alarms.emails[0]",
        "alarms.expectedCountries[1]",
        "alarms.viewerGigabytesPerHour",
      ],
    );
    assert.match(
      message,
      /^SecureOrigin "site": alarms\.expectedCountries\[1\] is "Germany"; allowed: an ISO 3166 code of two capitals\. To fix: write it like "DE"\.$/m,
    );
  });

  it("refuses to sign the sign-in pages of a members site, and lets other applications sign everything", async () => {
    const everything = { securePaths: [{ pattern: "/*", content: ContentKind.Dynamic }] };
    const delivered = { ...ARGS, ...everything, origin: { ...ARGS.origin, app: APP } };
    assert.match(
      await refusal((options) => new SecureOrigin("site", delivered, options)),
      /^SecureOrigin "site": securePaths\[0\]\.pattern is "\/\*"; allowed: .* To fix: write publicPaths: \["\/", .*\]\.$/,
    );
    const recording = await make(everything);
    const { orderedCacheBehaviors } = inputsOf(
      recording,
      "aws:cloudfront/distribution:Distribution",
      "site-edge-distribution",
    );
    assert.deepEqual(
      (orderedCacheBehaviors as { pathPattern: string }[]).map(({ pathPattern }) => pathPattern),
      ["/error-pages/*", "/*"],
    );
  });

  it("reports all problems at once, before it creates anything", async () => {
    const wrong: Partial<SecureOriginArgs> = {
      network: { zones: 1 },
      vpc: { vpcId: "vpc-1", subnetIds: [] },
      securePaths: [{ pattern: "/a%20b/*", content: ContentKind.Static }],
      signingKeys: [],
      hostedZoneId: undefined,
      origin: { bootScript: "serve", publicPort: 80 },
      headerName: "Host",
      loginPath: "//evil",
      region: "moon",
    };
    const name = "much-too-long-a-name";
    const message = await refusal((options) => new SecureOrigin(name, { ...ARGS, ...wrong }, options));
    const told = message
      .split("\n")
      .map((line) => /^SecureOrigin "much-too-long-a-name": (.+?) is /.exec(line)?.[1]);
    assert.deepEqual(told, [
      "the component's name",
      "network",
      "hostedZoneId",
      "region",
      "zones",
      "securePaths[0].pattern",
      "publicPort",
      "headerName",
      "bootScript",
      "signingKeys",
      "loginPath",
    ]);
  });
});
