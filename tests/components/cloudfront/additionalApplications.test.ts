import assert from "node:assert/strict";
import { ContentKind, Distribution } from "../../../components";
import { ARGS, behaviors, distribution, make } from "../support/distribution";
import { inputsOf, refusal } from "../support/recorder";

const REPORTS = {
  id: "reports",
  loadBalancerArn: "arn:reports-alb",
  publicHeaderValue: "cc",
  signedHeaderValue: "dd",
  keyGroupIds: ["group-2"],
  securePaths: [{ pattern: "/reports/*", content: ContentKind.Static }],
  publicPaths: ["/reports/terms/*"],
};

/** An origin of the distribution, as far as these tests read it. */
interface Origin {
  originId: string;
  domainName: string;
  customHeaders: { name: string; value: string }[];
  vpcOriginConfig: { vpcOriginId: string };
}

describe("an additional application of a distribution", () => {
  it("has origins of its own, each with a header value of its own, behind a VPC origin of its own", async () => {
    const origins = (await distribution({ additionalApplications: [REPORTS] })).origins as Origin[];
    const told = origins
      .filter(({ originId }) => originId !== "error-pages")
      .map(({ originId, customHeaders, vpcOriginConfig }) => [
        originId,
        customHeaders[0]?.name,
        customHeaders[0]?.value,
        vpcOriginConfig.vpcOriginId,
      ]);
    assert.deepEqual(told, [
      ["public", "X-From-CloudFront", "aa", "site-vpc-origin-id"],
      ["signed", "X-From-CloudFront", "bb", "site-vpc-origin-id"],
      ["reports-public", "X-From-CloudFront", "cc", "site-reports-vpc-origin-id"],
      ["reports-signed", "X-From-CloudFront", "dd", "site-reports-vpc-origin-id"],
    ]);
  });

  it("opens its paths to signatures of its own keys, and no others to them", async () => {
    const ordered = await behaviors({ additionalApplications: [REPORTS] });
    const keysOf = Object.fromEntries(
      ordered.map(({ pathPattern, targetOriginId, trustedKeyGroups }) => [
        pathPattern,
        [targetOriginId, ...(trustedKeyGroups ?? [])],
      ]),
    );
    assert.deepEqual(keysOf["/reports/*"], ["reports-signed", "group-2"]);
    assert.deepEqual(keysOf["/reports/terms/*"], ["reports-public"]);
    assert.deepEqual(keysOf["/premium/*"], ["signed", "group-1"]);
    assert.deepEqual(keysOf["/premium/preview/*"], ["public"]);
  });

  it("has its own name, header and port if they are given", async () => {
    const own = {
      ...REPORTS,
      signedOriginDomainName: "reports.example.com",
      headerName: "X-Edge",
      listenerPort: 8443,
    };
    const { made } = await make({ additionalApplications: [own] });
    const entry = made.find(({ name }) => name === "site-reports-vpc-origin");
    const endpoint = entry?.inputs.vpcOriginEndpointConfig as { arn: string; httpsPort: number };
    assert.deepEqual([endpoint.arn, endpoint.httpsPort], ["arn:reports-alb", 8443]);
    const origins = (await distribution({ additionalApplications: [own] })).origins as Origin[];
    const signed = origins.find(({ originId }) => originId === "reports-signed");
    assert.deepEqual([signed?.domainName, signed?.customHeaders[0]?.name], ["reports.example.com", "X-Edge"]);
    const open = origins.find(({ originId }) => originId === "reports-public");
    assert.equal(open?.domainName, ARGS.publicOriginDomainName, "that of the first application");
  });

  it("declares its paths to the engine with those of the first, and no value beside them", async () => {
    const made = await make({ additionalApplications: [REPORTS] });
    assert.deepEqual(inputsOf(made, "secure-origin:index:Distribution", "site"), {
      securePaths: ["/premium/*", "/downloads/*", "/reports/*"],
      publicPaths: ["/premium/preview/*", "/reports/terms/*", "/error-pages/*"],
    });
  });

  it("is refused, with its id or its argument, when it cannot work", async () => {
    const wrong = (change: object) =>
      refusal(
        (options) =>
          new Distribution("site", { ...ARGS, additionalApplications: [{ ...REPORTS, ...change }] }, options),
      );
    assert.match(await wrong({ id: "Reports" }), /an id of additionalApplications is "Reports"/);
    assert.match(
      await wrong({ keyGroupIds: [] }),
      /additionalApplications reports: the number of keyGroupIds is 0/,
    );
    assert.match(await wrong({ securePaths: [] }), /additionalApplications reports: securePaths is \[\]/);
    assert.match(await wrong({ listenerPort: 80 }), /additionalApplications reports: listenerPort is 80/);
    assert.match(
      await wrong({ publicPaths: ["/premium/*"] }),
      /additionalApplications\[0\]\.publicPaths\[0\] is "\/premium\/\*"; allowed: each path once/,
    );
    const twice = await refusal(
      (options) => new Distribution("site", { ...ARGS, additionalApplications: [REPORTS, REPORTS] }, options),
    );
    assert.match(twice, /an id of additionalApplications is "reports"; allowed: each id once/);
  });
});
