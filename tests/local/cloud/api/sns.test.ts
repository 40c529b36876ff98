/** Publishing to a topic, with AWS's own client. */
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PublishCommand, type PublishCommandInput, SNSClient } from "@aws-sdk/client-sns";
import { accessKeyId } from "../../../../local/cloud/access/caller";
import { AccountState } from "../../../../local/cloud/account/accountState";
import { administratorArn } from "../../../../local/cloud/api/callers";
import { type RunningApi, serveApi } from "../../../../local/cloud/api/serve";

const region = "eu-west-1";
const secret = "the secret of this run";
const accountId = "111122223333";
const role = (name: string): string => `arn:aws:iam::${accountId}:role/${name}`;
const topic = (name: string, where = region): string => `arn:aws:sns:${where}:${accountId}:${name}`;
const allow = (statement: object): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: { Effect: "Allow", ...statement } });

describe("the endpoint of SNS", () => {
  let dir: string;
  let account: AccountState;
  let api: RunningApi;
  let file: string;

  const put = (type: string, id: string, inputs: object, outputs: object): void => {
    account.put({ type, id, region, inputs: { ...inputs }, outputs: { ...outputs } });
  };
  const putTopic = (name: string, inputs: object = {}): void =>
    put("aws:sns/topic:Topic", topic(name), inputs, { arn: topic(name) });

  before(async () => {
    dir = mkdtempSync(join(tmpdir(), "local-sns-"));
    file = join(dir, "logs", "messages.log");
    account = await AccountState.open(join(dir, "cloud"));
    api = await serveApi(account, file, secret);
    for (const name of ["app", "other"]) {
      put("aws:iam/role:Role", name, {}, { arn: role(name) });
    }
    put(
      "aws:iam/rolePolicy:RolePolicy",
      "app:publish",
      { role: "app" },
      { policy: allow({ Action: "sns:Publish", Resource: topic("requests*") }) },
    );
    putTopic("requests");
    putTopic("others");
  });
  after(async () => {
    await api.close();
    await account.close();
    rmSync(dir, { recursive: true });
  });

  const publish = async (who: string, input: Partial<PublishCommandInput> = {}): Promise<string> => {
    const client = new SNSClient({
      region,
      endpoint: `http://127.0.0.1:${api.port}`,
      credentials: { accessKeyId: accessKeyId(who, secret), secretAccessKey: "local-cloud" },
      maxAttempts: 1,
    });
    const command = new PublishCommand({ TopicArn: topic("requests"), Message: "hello", ...input });
    return (await client.send(command)).MessageId ?? "";
  };
  const delivered = (): Record<string, string>[] =>
    existsSync(file)
      ? readFileSync(file, "utf8")
          .trim()
          .split("\n")
          .map((line) => JSON.parse(line) as Record<string, string>)
      : [];

  it("delivers to a file of its owner's what a role may publish, as it was written", async () => {
    const text = 'a & b <c> "d" ü\n+%';
    const messageId = await publish(role("app"), { Subject: "Request for access", Message: text });
    const { time, ...rest } = delivered().at(-1) ?? {};
    assert.ok(!Number.isNaN(Date.parse(time ?? "")));
    assert.deepEqual(rest, {
      messageId,
      topicArn: topic("requests"),
      subject: "Request for access",
      message: text,
    });
    assert.equal(statSync(file).mode & 0o777, 0o600);
  });

  const refusals: readonly [name: string, who: string, input: Partial<PublishCommandInput>, code: string][] =
    [
      ["a role without the right", role("other"), {}, "AuthorizationErrorException"],
      ["a right for other topics", role("app"), { TopicArn: topic("others") }, "AuthorizationErrorException"],
      ["a caller whom nobody knows", role("nobody"), {}, "InvalidClientTokenId"],
      ["a topic that does not exist", role("app"), { TopicArn: topic("requests-2") }, "NotFoundException"],
      [
        "a topic of another region",
        administratorArn(accountId),
        { TopicArn: topic("requests", "us-east-1") },
        "InvalidParameterException",
      ],
      ["an empty message", role("app"), { Message: "" }, "InvalidParameterException"],
      [
        "a message of 262,145 bytes in fewer characters",
        role("app"),
        { Message: `${"ü".repeat(131_072)}.` },
        "InvalidParameterException",
      ],
      ["a subject of two lines", role("app"), { Subject: "one\ntwo" }, "InvalidParameterException"],
      ["a subject of 100 characters", role("app"), { Subject: "s".repeat(100) }, "InvalidParameterException"],
      ["a text message", role("app"), { PhoneNumber: "+15555550100" }, "InvalidParameterException"],
    ];
  for (const [name, who, input, code] of refusals) {
    it(`refuses ${name}`, async () => {
      const before = delivered().length;
      await assert.rejects(publish(who, input), { name: code });
      assert.equal(delivered().length, before);
    });
  }

  it("takes a message of 262,144 bytes", async () => {
    assert.match(await publish(role("app"), { Message: "ü".repeat(131_072) }), /^[0-9a-f-]{36}$/);
  });

  it("asks for the key of an encrypted topic, too", async () => {
    const arn = `arn:aws:kms:${region}:${accountId}:key/k-1`;
    const policy = allow({
      Principal: { AWS: role("app") },
      Action: ["kms:GenerateDataKey", "kms:Decrypt"],
      Resource: "*",
    });
    putTopic("requests-sealed", { kmsMasterKeyId: arn });
    const send = (): Promise<string> => publish(role("app"), { TopicArn: topic("requests-sealed") });
    await assert.rejects(send(), { name: "AuthorizationErrorException" });
    put("aws:kms/key:Key", "k-1", {}, { arn, policy, isEnabled: true });
    assert.notEqual(await send(), "");
    put("aws:kms/key:Key", "k-1", {}, { arn, policy, isEnabled: false });
    await assert.rejects(send(), { name: "KMSDisabledException" });
  });

  it("lets the topic's own policy allow, and deny", async () => {
    putTopic("others", {
      policy: allow({ Principal: { AWS: role("other") }, Action: "sns:Publish", Resource: topic("others") }),
    });
    assert.notEqual(await publish(role("other"), { TopicArn: topic("others") }), "");
    putTopic("requests", {
      policy: allow({ Principal: "*", Action: "sns:Publish", Resource: "*" }).replace("Allow", "Deny"),
    });
    await assert.rejects(publish(role("app")), { name: "AuthorizationErrorException" });
  });

  it("answers AWS's code to an action that it does not have", async () => {
    const authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId(role("app"), secret)}/20260101/${region}/sns/aws4_request, x`;
    const answer = await fetch(`http://127.0.0.1:${api.port}/`, {
      method: "POST",
      headers: { authorization },
      body: new URLSearchParams({ Action: "DeleteTopic", Version: "2010-03-31" }),
    });
    assert.equal(answer.status, 400);
    assert.match(await answer.text(), /<Code>InvalidAction<\/Code>/);
  });
});
