import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { removedAfterTests } from "../support/localStack";
import { ChangingStack, placeOf, WITHOUT_MONITORING } from "./changingStack";

const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";
const KEY_GROUP = "aws:cloudfront/keyGroup:KeyGroup";
const PUBLIC_KEY = "aws:cloudfront/publicKey:PublicKey";
const CERTIFICATE = "aws:acm/certificate:Certificate";
const RULE = "aws:lb/listenerRule:ListenerRule";

interface Origin {
  originId: string;
  customHeaders?: { value: string }[];
}

/** The prod stack refuses to delete the distribution and the load balancer, so none of these changes may try to. */
describe("changes at the edge of the prod stack, one `up` each", () => {
  const stack = removedAfterTests(new ChangingStack("prod").withProgramHost());
  before(async () => {
    await stack.change(WITHOUT_MONITORING);
  });

  const securePaths = (...patterns: string[]) => ({
    securePaths: patterns.map((pattern) => ({ pattern, content: "dynamic" })),
  });
  const signed = () =>
    (stack.distribution().outputs.orderedCacheBehaviors as unknown as Record<string, unknown>[])
      .filter(({ trustedKeyGroups }) => trustedKeyGroups !== undefined)
      .map(({ pathPattern }) => pathPattern);
  const keys = (states: Record<string, string>) => ({
    signingKeys: Object.entries(states).map(([id, state]) => ({ id, state })),
  });
  const trusted = () => stack.records(KEY_GROUP).flatMap(({ outputs }) => outputs.items as string[]);

  /** The header value that the edge sends for a tier, and those that the load balancer accepts for it. */
  const header = (tier: string) => {
    const origins = stack.distribution().outputs.origins as unknown as Origin[];
    const rules = stack.records(RULE).filter(({ urn }) => urn?.includes(`::members-lb-${tier}-`));
    return {
      sent: origins.find(({ originId }) => originId === tier)?.customHeaders?.[0]?.value ?? "",
      accepted: rules.flatMap(({ outputs }) =>
        (outputs.conditions as unknown as { httpHeader: { values: string[] } }[]).flatMap(
          ({ httpHeader }) => httpHeader.values,
        ),
      ),
    };
  };

  it("adds a name, and replaces the certificate only after the edge has the new one", async () => {
    const name = "shop.example.com";
    const history = await stack.change({ additionalDomainNames: [name] });
    assert.deepEqual(stack.distribution().outputs.aliases, ["members.example.com", name]);
    const moved = placeOf(history, "update", DISTRIBUTION);
    assert.ok(placeOf(history, "create", CERTIFICATE) < moved);
    assert.ok(moved < placeOf(history, "delete", CERTIFICATE));
  });

  it("replaces the load balancer's certificate with its name, and lists the former one until the edge has the name", async () => {
    const listed = "aws:lb/listenerCertificate:ListenerCertificate";
    const history = await stack.change({
      originDomainNames: { public: "alb.members.example.com", signed: "alb.members.example.com" },
    });
    const moved = placeOf(history, "update", DISTRIBUTION);
    assert.ok(placeOf(history, "create", listed) < moved);
    assert.ok(moved < placeOf(history, "delete", listed));
    assert.ok(
      placeOf(history, "update", "aws:lb/listener:Listener") < placeOf(history, "delete", CERTIFICATE),
    );
    assert.deepEqual(
      stack
        .records(CERTIFICATE)
        .map(({ outputs }) => outputs.domainName)
        .sort(),
      ["alb.members.example.com", "members.example.com"],
    );
  });

  it("adds a path and removes one", async () => {
    await stack.change(securePaths("/premium/*", "/downloads/*", "/secure/*", "/archive/*"));
    assert.ok(signed().includes("/archive/*"));
    await stack.change(securePaths("/premium/*", "/downloads/*", "/secure/*"));
    assert.deepEqual(signed(), ["/premium/*", "/downloads/*", "/secure/*"]);
  });

  it("announces a key: trusted by the same group, and nothing signs with it", async () => {
    const before = await stack.outputs();
    await stack.change(keys({ "prod-1": "active", "prod-2": "announced" }));
    const after = await stack.outputs();
    assert.deepEqual([after.activeKeyId, after.keyGroupId], [before.activeKeyId, before.keyGroupId]);
    assert.equal(trusted().length, 2);
  });

  it("activates it and retires the former one: both stay trusted, and no public key changes", async () => {
    const before = await stack.outputs();
    const history = await stack.change(keys({ "prod-1": "retired", "prod-2": "active" }));
    const after = await stack.outputs();
    assert.notEqual(after.activeKeyId, before.activeKeyId);
    assert.deepEqual(after.acceptedKeyIds, before.acceptedKeyIds);
    assert.deepEqual(
      history.filter(({ type }) => type.startsWith("aws:cloudfront/")),
      [],
    );
    // The role may sign with the new key before it may no longer sign with the former one.
    const granted = history
      .filter(({ type }) => type === "aws:kms/key:Key")
      .map(({ urn }) => urn.split("::").at(-1));
    assert.deepEqual(granted, ["members-keys-prod-2", "members-keys-prod-1"]);
  });

  it("removes the retired one: out of the group first, deleted last", async () => {
    const history = await stack.change(keys({ "prod-2": "active" }));
    assert.ok(placeOf(history, "update", KEY_GROUP) < placeOf(history, "delete", PUBLIC_KEY));
    assert.deepEqual(trusted(), [(await stack.outputs()).activeKeyId]);
  });

  it("rotates the header: the load balancer accepts the new value before the edge sends it", async () => {
    const before = header("signed");
    const history = await stack.change({ headerGeneration: 2 });
    assert.ok(placeOf(history, "create", RULE) < placeOf(history, "update", DISTRIBUTION));
    for (const tier of ["public", "signed"]) {
      assert.ok(header(tier).accepted.includes(header(tier).sent));
    }
    assert.notEqual(header("signed").sent, before.sent);
    assert.ok(header("signed").accepted.includes(before.sent), "requests under way are served");
  });

  it("serves viewers during a rotation that failed, and completes it with the next `up`", async () => {
    const fault = { type: DISTRIBUTION, operation: "update", code: "ServiceUnavailable" };
    writeFileSync(join(stack.folder.cloud, "faults.json"), JSON.stringify({ faults: [fault] }));
    const { run } = await stack.tryChange({ headerGeneration: 3 });
    assert.notEqual(run.code, 0);
    const { sent, accepted } = header("signed");
    assert.deepEqual([accepted.length, accepted.includes(sent)], [3, true]);
    await stack.change({});
    assert.notEqual(header("signed").sent, sent);
    assert.ok(header("signed").accepted.includes(header("signed").sent));
  });

  it("drops a leaked generation in the update that replaces it, after the edge sends the new one", async () => {
    const leaked = header("signed").sent;
    const history = await stack.change({ headerGeneration: 4, droppedHeaderGenerations: [3] });
    assert.ok(placeOf(history, "create", RULE) < placeOf(history, "update", DISTRIBUTION));
    assert.ok(placeOf(history, "update", DISTRIBUTION) < placeOf(history, "delete", RULE));
    assert.ok(!header("signed").accepted.includes(leaked));
    assert.ok(header("signed").accepted.includes(header("signed").sent));
  });

  it("skips generations, and goes back, and the load balancer accepts what the edge sends at every moment", async () => {
    for (const headerGeneration of [9, 4]) {
      const history = await stack.change({ headerGeneration, droppedHeaderGenerations: [] });
      assert.ok(placeOf(history, "create", RULE) < placeOf(history, "update", DISTRIBUTION));
      assert.ok(placeOf(history, "update", DISTRIBUTION) < placeOf(history, "delete", RULE));
      assert.ok(header("signed").accepted.includes(header("signed").sent));
    }
  });

  it("shows no changes afterwards", async () => {
    await stack.expectNoChanges();
  });

  it("is destroyed once its protection is off, and the account is empty", async () => {
    await stack.change({ deletionProtection: false });
    await stack.destroy();
    assert.deepEqual(stack.types(), []);
  });
});
