import assert from "node:assert/strict";
import type { AccountFile, AccountResource } from "../../../local/cloud";
import { broken, secretsOf } from "./invariants";

const value = "0123456789abcdef".repeat(4);

function resource(type: string, id: string, outputs: AccountResource["outputs"]): AccountResource {
  return { type, id, region: "eu-west-1", inputs: {}, outputs, createdAt: "", updatedAt: "" };
}

const distribution = (name: string): AccountResource =>
  resource("aws:cloudfront/distribution:Distribution", "E1", {
    origins: [{ originId: "signed", customHeaders: [{ name, value }] }],
  });
const rule = (httpHeaderName: string): AccountResource =>
  resource("aws:lb/listenerRule:ListenerRule", "rule", {
    conditions: [{ httpHeader: { httpHeaderName, values: [value] } }],
    actions: [],
  });
const group = (...items: string[]): AccountResource =>
  resource("aws:cloudfront/keyGroup:KeyGroup", "group", { items });
const key = resource("aws:cloudfront/publicKey:PublicKey", "K1", {});
const account = (...resources: AccountResource[]): AccountFile => ({
  version: 1,
  accountId: "111122223333",
  resources,
  zones: [],
});

describe("what holds at every write to the account", () => {
  it("is broken by a header that no rule accepts, by its value or by its name", () => {
    const wrong = ["1 secret headers are sent that no rule accepts"];
    assert.deepEqual(broken(account(distribution("X-One"), rule("x-one")), []), []);
    assert.deepEqual(broken(account(distribution("X-One"), rule("X-Other")), []), wrong);
    assert.deepEqual(broken(account(distribution("X-One")), []), wrong);
  });

  it("is broken by a rule that goes before the distribution is deployed", () => {
    const until = new Date(Date.now() + 60_000).toISOString();
    const deploying: AccountResource = {
      ...resource("aws:cloudfront/distribution:Distribution", "E1", { origins: [] }),
      pending: { until, before: distribution("X-One").outputs },
    };
    assert.deepEqual(broken(account(deploying, rule("X-One")), []), []);
    assert.deepEqual(broken(account(deploying), []), ["1 secret headers are sent that no rule accepts"]);
  });

  it("is broken by a key whose signatures are in use, outside the group or deleted", () => {
    const wrong = ["signatures of K1 are in use, and CloudFront does not trust it"];
    assert.deepEqual(broken(account(group("K1"), key), ["K1"]), []);
    assert.deepEqual(broken(account(group(), key), ["K1"]), wrong);
    assert.deepEqual(broken(account(group("K1")), ["K1"]), wrong);
  });

  it("names the secrets of an account", () => {
    const password = resource("random", "r", { result: "a-long-random-password" });
    assert.deepEqual(secretsOf(account(rule("X-One"), password)), [value, "a-long-random-password"]);
  });
});
