/** An edge location may keep an error and give it to others: no answer of 400 or above carries a cookie. */
import assert from "node:assert/strict";
import { type AwsEndpoint, failure, kmsAnswers, startAwsEndpoint } from "../signer/support/awsEndpoint";
import { ec } from "../signer/support/keys";
import { Browser, type Page, startTestApp, type TestApp } from "./support/testApp";

const kmsKey = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const sign = "TrentService.Sign";

describe("answers of 400 and above", () => {
  let aws: AwsEndpoint;
  let app: TestApp;
  beforeEach(async () => {
    aws = await startAwsEndpoint(kmsAnswers(ec));
    app = await startTestApp({
      sources: { signing: { key: `kms:${kmsKey}`, keyPairId: "K2JCJMDEHXQW5F" } },
      publicPem: ec.publicKey.export({ type: "spki", format: "pem" }).toString(),
    });
  });
  afterEach(async () => {
    await app.close();
    await aws.close();
  });

  const refuseToSign = (): void => {
    aws.answers[sign] = () => failure(400, "AccessDeniedException");
  };
  const carriesNothing = (page: Page, status: number): void =>
    assert.deepEqual([page.status, page.headers["set-cookie"]], [status, undefined]);

  it("sign nobody in after a login that KMS did not sign for, now or later", async () => {
    refuseToSign();
    const browser = new Browser(app);
    const page = await browser.signIn("premium");
    assert.equal(new URL(page.url).pathname, "/callback");
    carriesNothing(page, 500);
    aws.answers[sign] = kmsAnswers(ec)[sign] ?? assert.fail();
    assert.deepEqual(browser.jar.names(), ["__Host-login"]);
    assert.equal((await browser.get("/account")).headers.location, "/login?return=%2Faccount");
    assert.equal((await browser.get("/login")).status, 200);
  });

  it("renew no session that KMS did not sign for", async () => {
    const browser = new Browser(app);
    await browser.signIn("premium");
    app.time.ahead += 45 * 60;
    refuseToSign();
    carriesNothing(await browser.get("/login?return=%2Fpremium%2F"), 500);
  });

  it("set no cookie on a page that is not found while cookies are due for renewal", async () => {
    const browser = new Browser(app);
    await browser.signIn("premium");
    app.time.ahead += 8 * 60;
    for (const path of [
      "/premium/gallery/nothing",
      "/secure/course/nothing",
      "/premium/nothing",
      "/nothing",
    ]) {
      carriesNothing(await browser.get(path), 404);
    }
    const page = await browser.get("/premium/gallery/blue-hour");
    assert.equal(page.status, 200);
    assert.ok(page.headers["set-cookie"]?.some((line) => line.startsWith("__Host-session=ey")));
  });

  it("neither set nor clear a cookie, whatever their status", async () => {
    const browser = new Browser(app);
    await browser.signIn("member");
    carriesNothing(await browser.post("/account", {}, "https://other.example"), 400);
    carriesNothing(await browser.get("/callback?code=stolen&state=other"), 400);
    app.issuer.revoke("member");
    app.time.ahead += 25 * 60;
    carriesNothing(await browser.post("/session"), 401);
    const page = await browser.get("/account");
    assert.equal(page.status, 303);
    assert.deepEqual(browser.jar.names(), [], "what is ended is cleared by the next answer that is no error");
  });
});
