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
const newKey = () => generateKeyPairSync("ec", { namedCurve: "P-256" });
const [siteKey, shopKey] = [newKey(), newKey()];
const pemOf = ({ publicKey }: ReturnType<typeof newKey>) =>
  publicKey.export({ type: "spki", format: "pem" }).toString();
const pems = { signingPem: pemOf(siteKey), shopPem: pemOf(shopKey) };

/** Accepts that the policy of the bucket is not in the stack: its owner has added the statement. */
const ownersPolicy = {
  rule: "origin-bucket-admits-only-cloudfront",
  urn: "urn:pulumi:dev::names-and-files::*::site-edge-distribution",
  reason: "The media team's stack has the policy, and its pack judges it",
  expires: new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10),
};

describe("a site whose names come from another stack, and whose files are in buckets", () => {
  const domain = removedAfterTests(new LocalStack("dev", program("domain"))).withProgramHost();
  const site = new LocalStack("dev", program("names-and-files"), domain).withProgramHost();
  let edge: RunningEdge | undefined;
  const settings = (more: Record<string, string> = {}) =>
    site.configured((text) =>
      [
        text.trimEnd(),
        ...Object.entries({ ...pems, ...more }).map(
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
      [
        name,
        `origin-public.${name}`,
        `origin-signed.${name}`,
        `www.${name}`,
        "origin-shop.example.com",
      ].sort(),
    );
    assert.deepEqual(
      outputs("aws:acm/certificate:Certificate")
        .map(({ domainName }) => domainName)
        .sort(),
      [name, `origin-public.${name}`, "shop.example.com", "origin-shop.example.com"].sort(),
    );
    assert.deepEqual(
      outputs("aws:cloudfront/distribution:Distribution").map(({ aliases }) => aliases),
      [[name, `www.${name}`]],
    );
  });

  /** Requests to the edge, and URLs signed with the keys of both applications. */
  async function viewer() {
    edge ??= await startEdge({ cloudDir: site.folder.cloud, upstream: { instances: [] } });
    const { httpsUrl } = edge;
    const outputs = (await site.outputs()) as Record<string, string>;
    const { url = "", activeKeyId = "", shopKeyId = "" } = outputs;
    const { hostname } = new URL(url);
    const signing = ({ privateKey }: ReturnType<typeof newKey>, keyPairId: string) => {
      const signer = createLocalSigner({ key: pemKey(privateKey), keyPairId });
      const expires = new Date(Date.now() + 300_000);
      return (path: string) => signer.signUrl({ url: `${url}${path}`, expires }).slice(url.length);
    };
    return {
      outputs,
      get: (target: string, host = hostname): Promise<RawAnswer> =>
        send(httpsUrl, request("GET", target, host)),
      signed: signing(siteKey, activeKeyId),
      signedByShop: signing(shopKey, shopKeyId),
    };
  }

  /** Refuses each of the requests, and shows nothing of a file. */
  async function allRefused(requests: readonly [string, Promise<RawAnswer>][]): Promise<void> {
    for (const [what, answer] of requests) {
      const { status, body } = await answer;
      assert.equal(status, 403, what);
      assert.doesNotMatch(body, /^an? (film|offer|lesson|exercise)$/, what);
    }
  }

  it("serves signed files from one bucket and public ones from another, each only through CloudFront", async () => {
    const { get, signed, outputs } = await viewer();
    const { signedBucketDomainName } = outputs;
    const film = await get(signed("/premium/film.html"));
    assert.deepEqual([film.status, film.body], [200, "a film"]);
    assert.equal(film.headers["referrer-policy"], "same-origin");
    assert.match((await get(signed("/premium/program.yaml"))).body, /^name: names-and-files$/m);
    const index = await get("/");
    assert.deepEqual([index.status, index.body], [200, "a public page"]);

    await allRefused([
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
    ]);
    assert.match(
      (await get("/premium/film.html", signedBucketDomainName)).body,
      /<Code>AccessDenied<\/Code>/,
    );
  });

  it("serves the files of an additional application to its own keys alone, from its own bucket", async () => {
    const { get, signed, signedByShop } = await viewer();
    const offer = await get(signedByShop("/shop/offer.html"));
    assert.deepEqual([offer.status, offer.body], [200, "an offer"]);
    await allRefused([
      ["without a signature", get("/shop/offer.html")],
      ["with a key of the first application", get(signed("/shop/offer.html"))],
      ["of the first application, with its key", get(signedByShop("/premium/film.html"))],
      ["by a path that CloudFront takes for a public one", get("/shop%2Foffer.html")],
      ["by a path of the first application that S3 decodes", get(signed("/premium/..%2Fshop/offer.html"))],
    ]);
  });

  it("passes the checks of prove, the one of the bucket among them", async () => {
    const key = join(site.folder.root, "key.pem");
    writeFileSync(key, siteKey.privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
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
    for (const kind of ["signed", "public", "shop-signed"]) {
      assert.equal(out.match(new RegExp(`[├└]─ bucket site-${kind}-files-bucket$`, "gm"))?.length, 1, out);
    }
  });

  it("is refused by the pack where a public behavior or another account reads the signed files", async () => {
    const run = await site.preview(...settings({ holes: "true" }));
    assert.notEqual(run.code, 0, run.output);
    assert.match(run.output, /\[mandatory\][^\n]* signed-object-needs-trusted-key-groups /);
    assert.match(run.output, /\[mandatory\][^\n]* origin-bucket-admits-only-cloudfront /);
  });

  it("moves to the bucket of another stack once its owner added the statements for bucket and key", async () => {
    const { filesBucketPolicies, filesKeyPolicy } = (await site.outputs()) as {
      filesBucketPolicies: Record<string, string>;
      filesKeyPolicy: string;
    };
    assert.deepEqual(Object.keys(filesBucketPolicies).sort(), [
      "public-files",
      "shop-signed-files",
      "signed-files",
    ]);
    const { videosBucket } = (await domain.outputs()) as Record<string, string>;
    const [statement] = (JSON.parse(filesBucketPolicies["signed-files"] ?? "") as { Statement: object[] })
      .Statement;
    const readers = JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ ...statement, Resource: `arn:aws:s3:::${videosBucket ?? ""}/*` }],
    });
    await domain.up(
      ...domain.configured(
        (text) =>
          `${text.trimEnd()}\n  domain:readers: ${JSON.stringify(readers)}\n  domain:keyReaders: ${JSON.stringify(filesKeyPolicy)}\n`,
      ),
    );
    const packOptions = join(site.folder.root, "pack.json");
    writeFileSync(packOptions, JSON.stringify({ "pack-settings": { options: { waivers: [ownersPolicy] } } }));
    const own = settings({ companyVideos: "true" });
    const refused = await site.preview(...own);
    assert.notEqual(refused.code, 0, refused.output);
    assert.match(refused.output, /the bucket of origin "signed-files" is not in this stack/);
    await site.upWithPack("--policy-pack-config", packOptions, ...own);

    const { get, signed, outputs } = await viewer();
    assert.equal(outputs.signedBucketDomainName, `${videosBucket ?? ""}.s3.eu-west-1.amazonaws.com`);
    const lesson = await get(signed("/premium/lesson.html"));
    assert.deepEqual([lesson.status, lesson.body], [200, "a lesson"]);
    assert.equal((await get("/")).body, "a public page");
    await allRefused([
      ["without a signature", get("/premium/lesson.html")],
      ["by a path that CloudFront takes for a public one", get("/premium%2Flesson.html")],
      ["from S3 itself", get("/premium/lesson.html", outputs.signedBucketDomainName)],
    ]);
    const buckets = site
      .account()
      .resources.filter(({ type }) => type === "aws:s3/bucket:Bucket")
      .map(({ id }) => id.replace(/-[0-9a-f]{7}$/, ""));
    assert.ok(!buckets.includes("site-signed-files-bucket"), "the bucket that was created is deleted");
    const { policy } =
      site
        .account()
        .resources.find(({ type, id }) => type === "aws:s3/bucketPolicy:BucketPolicy" && id === videosBucket)
        ?.outputs ?? {};
    assert.deepEqual(JSON.parse(policy as string), JSON.parse(readers));
  });

  it("moves back to a bucket of its own, and leaves the other stack's as it is", async () => {
    await site.upWithPack(...settings());
    const { get, signed } = await viewer();
    assert.equal((await get(signed("/premium/film.html"))).body, "a film");
    // What the edge has cached is served on, such as the lesson.
    await allRefused([["of the other stack", get(signed("/premium/exercise.html"))]]);
    const { videosBucket } = (await domain.outputs()) as Record<string, string>;
    assert.ok(
      site
        .account()
        .resources.some(
          ({ type, id }) =>
            type === "aws:s3/bucketObjectv2:BucketObjectv2" && id.startsWith(`${videosBucket ?? ""}/`),
        ),
    );
  });

  it("is refused once its domain name is known to be wrong, in one line and before anything changes", async () => {
    const before = site.account().resources.length;
    // In a process of its own, which the program's error ends.
    const alone = new LocalStack("dev", program("names-and-files"), domain);
    const run = await alone.pulumi("up", "--yes", "--skip-preview", ...settings({ prefix: "M_" }));
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
