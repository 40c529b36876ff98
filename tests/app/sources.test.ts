import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readSecretText } from "../../app/secretText";
import { type AwsEndpoint, failure, kmsAnswers, startAwsEndpoint } from "../signer/support/awsEndpoint";
import { ec } from "../signer/support/keys";
import { Browser, startWorld, type World } from "./support/world";

const secret = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:session-AbCdEf";
const parameter = "arn:aws:ssm:eu-west-1:111122223333:parameter/client";
const kmsKey = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

describe("secrets in AWS", () => {
  let aws: AwsEndpoint;
  let world: World | undefined;
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
    await world?.close();
    world = undefined;
    await aws.close();
  });
  const start = async (): Promise<World> => {
    world = await startWorld({
      sources: {
        session: { keys: `secretsmanager:${secret}` },
        signing: { key: `kms:${kmsKey}`, keyPairId: "K2JCJMDEHXQW5F" },
      },
      publicPem: ec.publicKey.export({ type: "spki", format: "pem" }).toString(),
    });
    return world;
  };
  const signatures = (): number => aws.calls.filter(({ target }) => target === "TrentService.Sign").length;

  it("are read by reference", async () => {
    assert.equal(await readSecretText(`ssm:${parameter}`), "plain");
    assert.match(await readSecretText(`secretsmanager:${secret}`), /^[A-Za-z0-9+/]{43}=$/);
  });

  it("that cannot be read are named in the error, and what they hold is not", async () => {
    aws.answers["AmazonSSM.GetParameter"] = () => failure(400, "ParameterNotFound");
    await assert.rejects(readSecretText(`ssm:${parameter}`), { message: `cannot read ssm:${parameter}` });
    aws.answers["secretsmanager.GetSecretValue"] = () => ({ body: { SecretString: " " } });
    await assert.rejects(readSecretText(`secretsmanager:${secret}`), /is empty$/);
  });

  it("sign for all who come in the same minute with one call to KMS a folder", async () => {
    const site = await start();
    const people = Array.from({ length: 5 }, () => new Browser(site));
    for (const person of people) {
      await person.signIn("premium");
      assert.equal((await person.get("/premium/")).status, 200);
    }
    assert.ok(signatures() <= 4, `${signatures()} signatures, or twice two where a minute began meanwhile`);
  });

  it("that cannot sign keep nobody's session, and are asked again", async () => {
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
