import assert from "node:assert/strict";
import * as fc from "fast-check";
import { type ChangeName, changes, interrupts } from "./changes";
import { canGoBack } from "./former/canGoBack";
import { type Company, configurationOf, firstSettings, isSigned, type Settings, servedBy } from "./settings";

const apply = (settings: Settings, name: ChangeName, pick: number): Settings => ({
  ...settings,
  ...changes[name](settings, pick),
});

describe("changes of settings", () => {
  const names = fc.array(fc.tuple(fc.constantFrom(...(Object.keys(changes) as ChangeName[])), fc.nat(999)));

  it("keep what the component demands: one active key, no header in use dropped, logs for alarms", () => {
    fc.assert(
      fc.property(names, (steps) => {
        const end = steps.reduce((settings, [name, pick]) => apply(settings, name, pick), firstSettings);
        assert.equal(end.signingKeys.filter(({ state }) => state === "active").length, 1);
        assert.ok(end.signingKeys.length <= 5);
        assert.equal(new Set(end.signingKeys.map(({ id }) => id)).size, end.signingKeys.length);
        assert.ok(end.headerGeneration >= 1);
        assert.ok(!end.droppedHeaderGenerations?.includes(end.headerGeneration));
        assert.ok(end.alarms === undefined || end.logs !== undefined);
        const patterns = end.securePaths.map(({ pattern }) => pattern);
        assert.ok(!end.application?.securePaths.some((one) => patterns.includes(one)));
        assert.ok(end.application?.securePaths.length !== 0);
      }),
    );
  });

  it("interrupt the site as documented: another port unless both ways are admitted, and another VPC", () => {
    const moved = { ...firstSettings, listenerPort: 8443 };
    const both = { ...firstSettings, admission: "both" } as const;
    assert.ok(interrupts(firstSettings, moved));
    assert.ok(!interrupts(both, { ...both, listenerPort: 8443 }));
    assert.ok(interrupts(firstSettings, { ...firstSettings, inOtherVpc: true }));
    assert.ok(!interrupts(firstSettings, { ...firstSettings, headerGeneration: 2 }));
  });

  const company: Company = {
    vpc: { vpcId: "vpc-1", subnetIds: ["subnet-1"] },
    existingCertificates: { edgeArn: "arn-1", regionalArn: "arn-2" },
    bucket: { bucketName: "files", bucketDomainName: "files.s3.eu-west-1.amazonaws.com" },
    signing: { signingKeyArn: "arn-3", activeKeyId: "K1", appRoleArn: "arn-4" },
  };

  it("become the stack's configuration, with the company's VPC in place of a NAT gateway", () => {
    const own = configurationOf(firstSettings, company);
    assert.deepEqual([own["vpc"], own["natGateways"], own["inOtherVpc"]], [undefined, "single", undefined]);
    const moved = configurationOf({ ...firstSettings, inOtherVpc: true }, company);
    assert.deepEqual(
      [moved["vpc"], moved["natGateways"], "inOtherVpc" in moved],
      [company.vpc, undefined, false],
    );
  });

  it("become the stack's configuration, with the company's certificates, files and application", () => {
    const own = configurationOf(firstSettings, company);
    assert.deepEqual(
      [own["certificates"], own["signedBucket"], own["histories:application"]],
      [undefined, undefined, undefined],
    );
    const application = { securePaths: ["/team/*"] };
    const more = { existingCertificates: true, downloadsFromBucket: true, application };
    const used = configurationOf({ ...firstSettings, ...more }, company);
    assert.deepEqual(used["certificates"], company.existingCertificates);
    assert.deepEqual(used["signedBucket"], { ...company.bucket, writePolicy: false });
    assert.deepEqual(used["securePaths"], [
      { pattern: "/premium/*", content: "dynamic" },
      { pattern: "/downloads/*", content: "static", fromBucket: true },
      { pattern: "/secure/*", content: "dynamic" },
    ]);
    assert.deepEqual(used["histories:application"], {
      securePaths: [{ pattern: "/team/*", content: "dynamic" }],
    });
  });

  it("decide who serves a path: the site's application or bucket, or the additional application", () => {
    const more = {
      ...firstSettings,
      downloadsFromBucket: true,
      application: { securePaths: ["/team/*"], publicPaths: ["/team/about/*"] },
    };
    assert.equal(servedBy(firstSettings, "/team/page"), "public");
    assert.equal(servedBy(more, "/team/page"), "signed by the additional application");
    assert.equal(servedBy(more, "/team/about/page"), "public");
    assert.equal(servedBy(firstSettings, "/downloads/page"), "signed");
    assert.equal(servedBy(more, "/downloads/page"), "signed file");
  });

  it("keep both names of the site when the other one becomes its main name", () => {
    const names = (secondName?: Settings["secondName"]) => {
      const configuration = configurationOf(
        { ...firstSettings, secondName, additionalDomainNames: ["shop.dev.example.com"] },
        company,
      );
      return [configuration["domainName"], configuration["additionalDomainNames"]];
    };
    const [first, second, shop] = ["members.dev.example.com", "site.dev.example.com", "shop.dev.example.com"];
    assert.deepEqual(names(), [first, [shop]]);
    assert.deepEqual(names("additional"), [first, [second, shop]]);
    assert.deepEqual(names("main"), [second, [first, shop]]);
  });

  it("go back to the former release's program where it has all of them", () => {
    assert.ok(canGoBack(firstSettings));
    assert.ok(!canGoBack({ ...firstSettings, headerName: "X-Proof" }));
    assert.ok(!canGoBack({ ...firstSettings, secondName: "main" }));
    assert.ok(!canGoBack({ ...firstSettings, application: { securePaths: ["/team/*"] } }));
  });

  it("decide what is signed: a secure path, but for its public exception", () => {
    const excepted = { ...firstSettings, publicPaths: ["/premium/trailers/*"] };
    assert.ok(isSigned(excepted, "/premium/page"));
    assert.ok(!isSigned(excepted, "/premium/trailers/page"));
    assert.ok(!isSigned(excepted, "/page"));
  });
});
