import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readSecretText } from "../../app/secretText";
import { type AwsEndpoint, failure, kmsAnswers, startAwsEndpoint } from "../signer/support/awsEndpoint";
import { ec } from "../signer/support/keys";
import { Browser, startTestApp, type TestApp, type WorldOptions } from "./support/testApp";

const secret = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:session-AbCdEf";
const parameter = "arn:aws:ssm:eu-west-1:111122223333:parameter/client";
const kmsKey = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

describe("secrets in AWS", () => {
  let aws: AwsEndpoint;
  let app: TestApp | undefined;
  beforeEach(async () => {
    const keys = randomBytes(32).toString("base64");
    aws = await startAwsEndpoint({
      ...kmsAnswers(ec),
      "secretsmanager.GetSecretValue": () => ({ body: { SecretString: keys } }),
      "AmazonSSM.GetParameter": ({ WithDecryption }) => ({
        body: { Parameter: { Value: WithDecryption === true ? "plain" : "sealed" } },
      }),
    });
  });
  afterEach(async () => {
    await app?.close();
    app = undefined;
    await aws.close();
  });
  const start = async (change?: WorldOptions["change"]): Promise<TestApp> => {
    app = await startTestApp({
      ...(change === undefined ? {} : { change }),
      sources: {
        session: { keys: `secretsmanager:${secret}` },
        signing: { key: `kms:${kmsKey}`, keyPairId: "K2JCJMDEHXQW5F" },
      },
      publicPem: ec.publicKey.export({ type: "spki", format: "pem" }).toString(),
    });
    return app;
  };
  /** Lets a whole window of allowances begin: it then holds for nearly ten minutes. */
  const beginWindow = (site: TestApp): void => {
    site.time.ahead = 601 - (Math.floor(Date.now() / 1_000) % 600);
  };
  const download = "/get/downloads/light-2028.csv";
  const signatures = (): number => aws.calls.filter(({ target }) => target === "TrentService.Sign").length;

  it("are read by reference", async () => {
    assert.equal(await readSecretText(`ssm:${parameter}`), "plain");
    assert.match(await readSecretText(`secretsmanager:${secret}`), /^[A-Za-z0-9+/]{43}=$/);
  });

  it("that cannot be read are named in the error, without what they hold", async () => {
    aws.answers["AmazonSSM.GetParameter"] = () => failure(400, "ParameterNotFound");
    await assert.rejects(readSecretText(`ssm:${parameter}`), { message: `cannot read ssm:${parameter}` });
    aws.answers["secretsmanager.GetSecretValue"] = () => ({ body: { SecretString: " " } });
    await assert.rejects(readSecretText(`secretsmanager:${secret}`), /is empty$/);
  });

  it("that are given in place of a file name are not shown", async () => {
    const secretItself = Buffer.alloc(32, 7).toString("base64");
    await assert.rejects(readSecretText(secretItself), (error: Error) => {
      assert.equal(error.message, "cannot read the file that the configuration names for a secret (ENOENT)");
      assert.equal(error.cause, undefined);
      return true;
    });
  });

  it("sign for all viewers of the same minute with one call to KMS for each folder", async () => {
    const site = await start();
    const people = Array.from({ length: 5 }, () => new Browser(site));
    for (const person of people) {
      await person.signIn("premium");
      assert.equal((await person.get("/premium/")).status, 200);
    }
    assert.ok(signatures() <= 4, `${signatures()} signatures, or twice two where a minute began meanwhile`);
  });

  it("sign a link to a file once a minute for all viewers, and sixty links in ten minutes for one person", async () => {
    const site = await start((document) => ({
      ...document,
      entitlements: document.entitlements.map((rule) => ({ ...rule, anyOf: ["members"] })),
    }));
    const [person, other] = [new Browser(site), new Browser(site)];
    await person.signIn("premium");
    await other.signIn("member");
    beginWindow(site);
    await person.get("/account");
    const before = signatures();
    const statuses: number[] = [];
    for (let count = 0; count < 200; count += 1) {
      statuses.push((await person.get(download)).status);
    }
    assert.deepEqual(statuses, [...Array<number>(60).fill(303), ...Array<number>(140).fill(429)]);
    const minutes = Math.ceil(((Date.now() / 1_000 + site.time.ahead) % 600) / 60);
    assert.ok(signatures() - before <= minutes, `${signatures() - before} signatures`);
    const refused = await person.get(download);
    const seconds = Number(refused.headers["retry-after"]);
    assert.ok(seconds > 0 && seconds < 600, refused.headers["retry-after"]);
    assert.match(refused.text, /<h1>That is a lot of downloads<\/h1>/);
    assert.match(
      refused.text,
      /Please try again in (a minute|\d+ minutes)\. Downloads in progress continue\./,
    );
    assert.equal((await other.get(download)).status, 303);
    site.time.ahead += seconds;
    assert.equal((await person.get(download)).status, 303);
  });

  it("sign once for all viewers at one address when signatures are locked to it", async () => {
    const site = await start((document) => ({
      ...document,
      entitlements: document.entitlements.map((rule) => ({ ...rule, lockToAddress: true })),
    }));
    beginWindow(site);
    for (let count = 0; count < 5; count += 1) {
      const person = new Browser(site);
      await person.signIn("premium", "/premium/");
      assert.equal((await person.get(download)).status, 303);
    }
    // Two folders and one file, twice where a minute began meanwhile.
    assert.ok(signatures() <= 6, `${signatures()} signatures`);
    const before = signatures();
    const elsewhere = new Browser(site, "203.0.113.9:40000");
    await elsewhere.signIn("premium", "/premium/");
    const policy = new URL((await elsewhere.get(download)).headers.location ?? "").searchParams.get("Policy");
    assert.match(Buffer.from(policy ?? "", "base64").toString(), /203\.0\.113\.9\/32/);
    assert.ok(signatures() >= before + 3);
  });

  it("that cannot sign start no session, and are tried again", async () => {
    const site = await start();
    const { "TrentService.Sign": works } = aws.answers;
    aws.answers["TrentService.Sign"] = () => failure(400, "DisabledException");
    const browser = new Browser(site);
    assert.equal((await browser.signIn("member")).status, 500);
    assert.ok(!browser.jar.names().includes("__Host-session"));
    aws.answers["TrentService.Sign"] = works ?? assert.fail();
    assert.equal((await browser.signIn("member", "/premium/")).status, 200);
  });
});
