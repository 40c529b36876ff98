import assert from "node:assert/strict";
import type { AccountFile, AccountResource } from "../../../local/cloud";
import { differencesBetween } from "./differences";

const RULE = "aws:lb/listenerRule:ListenerRule";
const OBJECT = "aws:s3/bucketObjectv2:BucketObjectv2";

function resource(
  type: string,
  name: string,
  id: string,
  inputs: AccountResource["inputs"],
): AccountResource {
  const urn = `urn:pulumi:dev::secure-origin::${type}::${name}`;
  return { type, id, urn, region: "eu-west-1", inputs, outputs: {}, createdAt: "", updatedAt: "" };
}

const account = (...resources: AccountResource[]): AccountFile => ({
  version: 1,
  accountId: "111122223333",
  resources,
  zones: [],
});

describe("a stack after its history and a fresh one", () => {
  it("do not differ in ids, random names, keys and hashes", () => {
    const one = account(
      resource(RULE, "rule", "arn:rule/1a2b", { targetGroupArn: "arn:group/1", name: "site-rule-0a1b2c3" }),
      resource("group", "group", "arn:group/1", {
        key: "-----BEGIN PUBLIC KEY-----\nA\n-----END PUBLIC KEY-----",
      }),
    );
    const other = account(
      resource(RULE, "rule", "arn:rule/3c4d", { targetGroupArn: "arn:group/2", name: "site-rule-4d5e6f7" }),
      resource("group", "group", "arn:group/2", {
        key: "-----BEGIN PUBLIC KEY-----\nB\n-----END PUBLIC KEY-----",
      }),
    );
    assert.deepEqual(differencesBetween(one, other), []);
  });

  it("do not differ in a name with an id in it, whether the id has digits or not", () => {
    const query = (id: string): AccountFile => {
      const name = `logs-${id}/downloads`;
      const found = resource("query", "query", "a-query", { name });
      return account(resource("distribution", "edge", id, {}), { ...found, outputs: { name } });
    };
    assert.deepEqual(differencesBetween(query("EQWERTYUIOPASD"), query("E1WERTYUIOPASD")), []);
  });

  it("do not differ in a client's id, which may have no digit", () => {
    const client = (id: string): AccountFile =>
      account(
        resource("client", "client", id, {}),
        resource("object", "configuration", "object-1", { content: `{ "clientId": "${id}" }` }),
      );
    const [lettersOnly, usual] = ["yppnmnaipzkzlbrghfumnqwert", "yp1pnmnaip29k733zlbrghfumn"];
    assert.deepEqual(differencesBetween(client(lettersOnly), client(usual)), []);
  });

  it("do not differ in a name that is an id itself, with another's id in it", () => {
    const rule = (id: string): AccountFile => {
      const name = `alarms-${id}-requests`;
      return account(resource("distribution", "edge", id, {}), resource("rule", "rule", name, { name }));
    };
    assert.deepEqual(differencesBetween(rule("EQWERTYUIOPASD"), rule("E1WERTYUIOPASD")), []);
  });

  it("differ in what was left, what is missing, and an argument, which is quoted", () => {
    const one = account(
      resource(RULE, "rule", "rule-0000001", { priority: 4 }),
      resource("a", "left", "left-0000001", { port: 443 }),
    );
    const other = account(
      resource(RULE, "rule", "rule-0000002", { priority: 6 }),
      resource("b", "new", "new-00000001", { port: 443 }),
    );
    assert.deepEqual(differencesBetween(one, other), [
      'only after the history: a left: … {"port":443}…',
      `only after the history: ${RULE} rule: … {"priority":4}…`,
      `only in a fresh deployment: ${RULE} rule: … {"priority":6}…`,
      'only in a fresh deployment: b new: … {"port":443}…',
    ]);
  });

  it("do not differ in former releases, which are kept, but in the current one", () => {
    const release = (name: string, text: string) =>
      resource(OBJECT, name, `bucket/${text}`, { content: text });
    const [former, current] = [release("app", "former"), release("app", "current")];
    assert.deepEqual(differencesBetween(account(former, current), account(current)), []);
    assert.equal(differencesBetween(account(former), account(current)).length, 1);
  });
});
