import assert from "node:assert/strict";
import { ContentKind, SecureOrigin, type SecureOriginArgs } from "../../components";

import { APP } from "./support/membersSite";
import { inputsOf, refusal } from "./support/recorder";
import { ALL_EXISTING, ARGS, DELIVERED, makeSite } from "./support/site";

describe("SecureOrigin with wrong arguments", () => {
  it("refuses IPv6 beside a rule that locks to IPv4 addresses", async () => {
    const [first, ...rules] = APP.entitlements;
    assert.ok(first !== undefined);
    const app = { ...APP, entitlements: [{ ...first, lockToAddress: true }, ...rules] };
    const wrong = { ...ARGS, ...DELIVERED, ipv6: true, origin: { ...ARGS.origin, app } };
    assert.match(await refusal((options) => new SecureOrigin("site", wrong, options)), /ipv6 is true; /);
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

  it("refuses options that Pulumi would pass over without a word", async () => {
    const options = { ignoreChanges: ["tags"] };
    const message = await refusal((given) => new SecureOrigin("site", ARGS, { ...given, ...options }));
    assert.match(message, /the option ignoreChanges is \["tags"\]; .*transforms/);
  });

  it("refuses administration from the network that it creates, and does not know an existing one", async () => {
    const args = { ...ARGS, adminCidrs: ["10.0.8.0/24"] };
    const refused = (more: Partial<SecureOriginArgs>) =>
      refusal((options) => new SecureOrigin("site", { ...args, ...more }, options));
    assert.match(await refused({}), / adminCidrs\[0\] is "10\.0\.8\.0\/24"; .* the VPC 10\.0\.0\.0\/16, /);
    const network = { cidrBlock: "10.0.0.0/20" };
    assert.match(await refused({ network }), / the VPC 10\.0\.0\.0\/20, /);
    await makeSite({ adminCidrs: args.adminCidrs, network: { cidrBlock: "10.20.0.0/16" } });
    await makeSite({ adminCidrs: args.adminCidrs, ...ALL_EXISTING });
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
    const recording = await makeSite(everything);
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
