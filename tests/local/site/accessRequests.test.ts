/** Requests for access reach the stack's topic in the local cloud, as the role of the instances. */
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type AccessRequest, type AccessRequests, topicRequests } from "../../../app/access/accessRequests";
import { AccountState } from "../../../local/cloud/account/accountState";
import { type RunningCloud, startCloud } from "../../../local/cloud/engine/startCloud";
import { actAs } from "../../../local/site/credentials";

const account = "111122223333";
const roleArn = `arn:aws:iam::${account}:role/app`;
const topicArn = `arn:aws:sns:eu-west-1:${account}:access-requests`;
const request: AccessRequest = {
  email: "kim@example.com",
  reason: "Please",
  path: "/premium/",
  person: undefined,
};

describe("requests for access at the local site", () => {
  let root: string;
  let cloud: RunningCloud | undefined;
  let bringBack = (): void => undefined;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "requests-"));
  });
  afterEach(async () => {
    bringBack();
    await cloud?.close();
    rmSync(root, { recursive: true });
  });

  /** A local cloud with a topic, and a role with a policy. */
  const start = async (policy: object): Promise<AccessRequests> => {
    const dir = join(root, "cloud");
    const account = await AccountState.open(dir);
    const put = (type: string, id: string, inputs: object, outputs: object): void => {
      account.put({ type, id, region: "eu-west-1", inputs: { ...inputs }, outputs: { ...outputs } });
    };
    put("aws:iam/role:Role", "app", {}, { arn: roleArn });
    put("aws:sns/topic:Topic", topicArn, {}, { arn: topicArn });
    const text = JSON.stringify({ Version: "2012-10-17", Statement: policy });
    put("aws:iam/rolePolicy:RolePolicy", "app:publish", { role: "app" }, { policy: text });
    await account.close();
    cloud = await startCloud({ dir });
    bringBack = actAs({ roleArn, apiPort: cloud.apiPort, apiSecret: cloud.apiSecret, folder: root });
    return topicRequests(topicArn);
  };
  const messages = (): string => join(root, "logs", "messages.log");

  it("are published to the stack's topic, as the instances' role", async () => {
    const requests = await start({ Effect: "Allow", Action: "sns:Publish", Resource: topicArn });
    await requests.submit(request);
    const { topicArn: to, message } = JSON.parse(readFileSync(messages(), "utf8")) as Record<string, string>;
    assert.equal(to, topicArn);
    assert.deepEqual(JSON.parse(message ?? ""), {
      type: "access-request",
      email: "kim@example.com",
      reason: "Please",
      path: "/premium/",
    });
  });

  it("fail, and go nowhere else, where the role may not publish", async () => {
    const requests = await start({ Effect: "Allow", Action: "sns:Publish", Resource: `${topicArn}-other` });
    await assert.rejects(requests.submit(request), { name: "AuthorizationErrorException" });
    assert.equal(existsSync(messages()), false);
  });
});
