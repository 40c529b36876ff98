import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type RunningEdge, startEdge } from "../../local/edge";
import { createLocalSigner, pemKey } from "../../signer";
import { secureOrigin } from "../cli/support";
import { type RawAnswer, request, send } from "../local/edge/support/raw";
import { LocalStack, removedAfterTests } from "../support/localStack";

const program = (name: string) => join(__dirname, "programs", name);
const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const pem = publicKey.export({ type: "spki", format: "pem" }).toString();

describe("a site whose names come from another stack, and whose files are in buckets", () => {
  const domain = removedAfterTests(new LocalStack("dev", program("domain")));
  const site = new LocalStack("dev", program("names-and-files"), domain);
  let edge: RunningEdge | undefined;
  const settings = (more: Record<string, string> = {}) =>
    site.configured((text) =>
      [
        text.trimEnd(),
        ...Object.entries({ publicKeyPem: pem, ...more }).map(
          ([key, value]) => `  names-and-files:${key}: ${JSON.stringify(value)}`,
        ),
        "",
      ].join("\n"),
    );
  before(async () => {
    await domain.up();
  });
  after(() => edge?.close());

  it("is previewed while its domain name is unknown, and the pack accepts it", async () => {
    const run = await site.preview(...settings());
    assert.equal(run.code, 0, run.output);
  });

  it("comes up under that name, with certificates and records in that zone", async () => {
    await site.upWithPack(...settings());
    const { url } = await site.outputs();
    assert.match(String(url), /^https:\/\/m-vpc-[0-9a-f]+\.example\.com$/);
    const name = new URL(String(url)).hostname;
    const { resources } = site.account();
    const outputs = (type: string) =>
      resources
        .filter((record) => record.type === type && record.urn !== undefined)
        .map((record) => record.outputs);
    assert.deepEqual(
      outputs("aws:route53/record:Record")
        .filter(({ type }) => type === "A")
        .map((record) => record.name)
        .sort(),
      [name, `origin-public.${name}`, `origin-signed.${name}`, `www.${name}`].sort(),
    );
    assert.deepEqual(
      outputs("aws:acm/certificate:Certificate")
        .map(({ domainName }) => domainName)
        .sort(),
      [name, `origin-public.${name}`].sort(),
    );
    assert.deepEqual(
      outputs("aws:cloudfront/distribution:Distribution").map(({ aliases }) => aliases),
      [[name, `www.${name}`]],
    );
  });

  it("serves signed files from one bucket and public ones from another, each only through CloudFront", async () => {
    edge = await startEdge({ cloudDir: site.folder.cloud, upstream: { instances: [] } });
    const { httpsUrl } = edge;
    const { url, activeKeyId, signedBucketDomainName } = (await site.outputs()) as Record<string, string>;
    const { hostname } = new URL(url ?? "");
    const get = (target: string, host = hostname): Promise<RawAnswer> =>
      send(httpsUrl, request("GET", target, host));
    const signer = createLocalSigner({ key: pemKey(privateKey), keyPairId: activeKeyId ?? "" });
    const expires = new Date(Date.now() + 300_000);
    const signed = (path: string) => signer.signUrl({ url: `${url}${path}`, expires }).slice(url?.length);

    const film = await get(signed("/premium/film.html"));
    assert.deepEqual([film.status, film.body], [200, "a film"]);
    assert.equal(film.headers["referrer-policy"], "same-origin");
    assert.match((await get(signed("/premium/program.yaml"))).body, /^name: names-and-files$/m);
    const index = await get("/");
    assert.deepEqual([index.status, index.body], [200, "a public page"]);

    const refused: [string, Promise<RawAnswer>][] = [
      ["without a signature", get("/premium/film.html")],
      ["with a signature of another path", get(signed("/premium/film.html").replace("film", "program"))],
      ["by a path that CloudFront takes for a public one", get("/premium%2Ffilm.html")],
      ["that is missing", get(signed("/premium/missing.html"))],
      ["that is missing, from the public bucket", get("/missing.html")],
      ["from S3 itself", get("/premium/film.html", signedBucketDomainName)],
      [
        "from S3 itself, with a signature for CloudFront",
        get(signed("/premium/film.html"), signedBucketDomainName),
      ],
    ];
    for (const [what, answer] of refused) {
      const { status, body } = await answer;
      assert.equal(status, 403, what);
      assert.doesNotMatch(body, /a film/, what);
    }
    assert.match(
      (await get("/premium/film.html", signedBucketDomainName)).body,
      /<Code>AccessDenied<\/Code>/,
    );
  });

  it("passes the checks of prove, the one of the bucket among them", async () => {
    const key = join(site.folder.root, "key.pem");
    writeFileSync(key, privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
    const { url, activeKeyId, signedBucketDomainName } = (await site.outputs()) as Record<string, string>;
    const flags = {
      "--url": url,
      "--connect": edge?.httpsUrl.replace("https://", ""),
      "--key-pair-id": activeKeyId,
      "--private-key": key,
      "--bucket": signedBucketDomainName,
      "--path": "/premium/film.html",
      "--other-path": "/account/film.html",
      "--public-path": "/index.html",
    };
    const given = Object.entries(flags).flatMap(([name, value]) => [name, value ?? ""]);
    const { out } = await secureOrigin("prove", ...given, "--json");
    const rows = JSON.parse(out) as { check: string; ok?: boolean; seen: string }[];
    assert.deepEqual(
      rows.filter(({ ok, seen }) => ok !== true && !seen.startsWith("not tried")).map(({ check }) => check),
      // No application runs here, so its errors are pages of the edge, which are cached.
      ["an error, twice"],
    );
    const [bucket] = rows.filter(({ check }) => check === "bucket of signed files, directly");
    assert.deepEqual([bucket?.ok, bucket?.seen], [true, "403"]);
  });

  it("has its buckets in the tree of explain-stack, behind the distribution and nowhere else", async () => {
    const file = join(site.folder.root, "state.json");
    writeFileSync(file, (await site.pulumi("stack", "export")).stdout);
    const { code, out } = await secureOrigin("explain-stack", file);
    assert.equal(code, 0, out);
    for (const kind of ["signed", "public"]) {
      assert.equal(out.match(new RegExp(`[├└]─ bucket site-${kind}-files-bucket$`, "gm"))?.length, 1, out);
    }
  });

  it("is refused by the pack where a public behavior or another account reads the signed files", async () => {
    const run = await site.preview(...settings({ holes: "true" }));
    assert.notEqual(run.code, 0, run.output);
    assert.match(run.output, /\[mandatory\][^\n]* signed-object-needs-trusted-key-groups /);
    assert.match(run.output, /\[mandatory\][^\n]* origin-bucket-admits-only-cloudfront /);
  });

  it("is refused once its domain name is known to be wrong, in one line and before anything changes", async () => {
    const before = site.account().resources.length;
    const run = await site.pulumi("up", "--yes", "--skip-preview", ...settings({ prefix: "M_" }));
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
