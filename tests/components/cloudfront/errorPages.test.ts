import assert from "node:assert/strict";
import { ErrorPages, type ErrorPagesArgs } from "../../../components";
import { children, inputsOf, record, refusal } from "../support/recorder";

const OBJECT = "aws:s3/bucketObjectv2:BucketObjectv2";

describe("ErrorPages", () => {
  it("puts the pages and what they load into a bucket with all public access blocked", async () => {
    const recording = await record((options) => new ErrorPages("site", {}, options));
    assert.deepEqual(children(recording), [
      "aws:cloudfront/originAccessControl:OriginAccessControl site-access",
      "aws:s3/bucket:Bucket site-bucket",
      `${OBJECT} site-403-html`,
      `${OBJECT} site-5xx-html`,
      `${OBJECT} site-page-css`,
      `${OBJECT} site-page-js`,
      "aws:s3/bucketOwnershipControls:BucketOwnershipControls site-bucket",
      "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock site-bucket",
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration site-bucket",
    ]);
    const block = inputsOf(
      recording,
      "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
      "site-bucket",
    );
    assert.deepEqual(block, {
      bucket: "site-bucket",
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    const access = inputsOf(
      recording,
      "aws:cloudfront/originAccessControl:OriginAccessControl",
      "site-access",
    );
    assert.deepEqual(
      [access.originAccessControlOriginType, access.signingBehavior, access.signingProtocol],
      ["s3", "always", "sigv4"],
    );
  });

  it("links the 403 page to the sign-in page, without inline script or style", async () => {
    const recording = await record(
      (options) => new ErrorPages("site", { loginPath: "/account/sign-in" }, options),
    );
    const { content, key } = inputsOf(recording, OBJECT, "site-403-html");
    assert.equal(key, "error-pages/403.html");
    assert.match(String(content), /href="\/account\/sign-in"/);
    assert.doesNotMatch(String(content), /<style|style=|<script>|onclick/);
  });

  it("offers a request for access by link and by a form without script, where the site has one", async () => {
    const page = async (args: ErrorPagesArgs) =>
      String(
        inputsOf(await record((options) => new ErrorPages("site", args, options)), OBJECT, "site-403-html")
          .content,
      );
    const plain = await page({});
    assert.doesNotMatch(plain, /request|<form|<!--/i);
    const offering = await page({ requestAccessPath: "/ask" });
    assert.match(offering, /<a id="request-access" class="action" href="\/ask"/);
    assert.match(offering, /<form method="post" action="\/ask">/);
    assert.deepEqual(
      [...offering.matchAll(/ name="(\w+)"/g)].map(([, name]) => name).filter((name) => name !== "viewport"),
      ["path", "email"],
    );
  });

  it("leads to the application's own host in the two-host form, and leaves the form out", async () => {
    const args = { requestAccessPath: "/request-access", applicationUrl: "https://app.example.com" };
    const recording = await record((options) => new ErrorPages("site", args, options));
    const content = String(inputsOf(recording, OBJECT, "site-403-html").content);
    assert.match(content, /href="https:\/\/app\.example\.com\/login"/);
    assert.match(content, /href="https:\/\/app\.example\.com\/request-access"/);
    assert.doesNotMatch(content, /<form/);
  });

  it("lets the edge keep a page, and no browser", async () => {
    const recording = await record((options) => new ErrorPages("site", {}, options));
    const { cacheControl } = inputsOf(recording, OBJECT, "site-403-html");
    assert.equal(cacheControl, "public, max-age=0, s-maxage=300");
  });

  it("refuses a sign-in path that leaves the site or breaks out of the page", async () => {
    for (const loginPath of ["//evil.example", "https://evil.example", '/a"><script>', "login"]) {
      const message = await refusal((options) => new ErrorPages("site", { loginPath }, options));
      assert.match(message, /loginPath is /);
      const asking = await refusal(
        (options) => new ErrorPages("site", { requestAccessPath: loginPath }, options),
      );
      assert.match(asking, /requestAccessPath is /);
    }
    for (const applicationUrl of ["http://app.example.com", 'https://a"><script>', "https://a/b"]) {
      const message = await refusal((options) => new ErrorPages("site", { applicationUrl }, options));
      assert.match(message, /applicationUrl is /);
    }
  });
});
