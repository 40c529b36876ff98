import assert from "node:assert/strict";
import { join } from "node:path";
import { LocalStack, removedAfterTests } from "../support/localStack";

const program = (name: string) => join(__dirname, "programs", name);

describe("a site whose domain name and hosted zone come from another stack", () => {
  const domain = removedAfterTests(new LocalStack("dev", program("domain")));
  const site = new LocalStack("dev", program("site-of-domain"), domain);
  before(async () => {
    await domain.up();
  });

  it("is previewed while its domain name is unknown, and the pack accepts it", async () => {
    const run = await site.preview();
    assert.equal(run.code, 0, run.output);
  });

  it("comes up under that name, with certificates and records in that zone", async () => {
    await site.upWithPack();
    const { url } = await site.outputs();
    assert.match(String(url), /^https:\/\/m-vpc-[0-9a-f]+\.example\.com$/);
    const name = new URL(String(url)).hostname;
    const { resources } = site.account();
    const outputs = (type: string) =>
      resources.filter((record) => record.type === type && record.urn !== undefined).map((record) => record.outputs);
    assert.deepEqual(
      outputs("aws:route53/record:Record")
        .filter(({ type }) => type === "A")
        .map((record) => record.name)
        .sort(),
      [name, `origin-public.${name}`, `origin-signed.${name}`, `www.${name}`].sort(),
    );
    assert.deepEqual(
      outputs("aws:acm/certificate:Certificate").map(({ domainName }) => domainName).sort(),
      [name, `origin-public.${name}`].sort(),
    );
    assert.deepEqual(outputs("aws:cloudfront/distribution:Distribution").map(({ aliases }) => aliases), [
      [name, `www.${name}`],
    ]);
  });

  it("is refused once its domain name is known to be wrong, in one line and before anything changes", async () => {
    const before = site.account().resources.length;
    const run = await site.pulumi("up", "--yes", "--skip-preview", ...site.configured((text) => `${text}  site-of-domain:prefix: M_\n`));
    assert.notEqual(run.code, 0, run.output);
    const lines = run.output.split("\n").filter((line) => line.includes("allowed:"));
    assert.match(
      lines[0] ?? "",
      / error: SecureOrigin "site": domainName is "M_vpc-[0-9a-f]+\.example\.com"; allowed: a lower-case domain name of at most 64 characters, without scheme or path\. To fix: write it like "members\.example\.com"\.$/,
    );
    assert.doesNotMatch(run.output, / {4}at /);
    assert.equal(site.account().resources.length, before);
  });
});
