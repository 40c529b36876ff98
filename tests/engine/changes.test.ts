import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ChangingStack, placeOf, UNWATCHED } from "./changingStack";

const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";
const KEY_GROUP = "aws:cloudfront/keyGroup:KeyGroup";
const PUBLIC_KEY = "aws:cloudfront/publicKey:PublicKey";
const CERTIFICATE = "aws:acm/certificate:Certificate";
const RULE = "aws:lb/listenerRule:ListenerRule";

interface Origin {
  originId: string;
  customHeaders?: { value: string }[];
}

/** The prod stack refuses the deletion of distribution and load balancer: no change here may even try one. */
describe("changes at the edge of the prod stack, one `up` each", () => {
  const stack = new ChangingStack("prod");
  after(() => stack.remove());
  before(async () => {
    await stack.change(UNWATCHED);
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

  /** The header value that the edge sends for a tier, and those that the load balancer takes for it. */
  const header = (tier: string) => {
    const origins = stack.distribution().outputs.origins as unknown as Origin[];
    const rules = stack.records(RULE).filter(({ urn }) => urn?.includes(`::members-lb-${tier}-`));
    return {
      sent: origins.find(({ originId }) => originId === tier)?.customHeaders?.[0]?.value ?? "",
      taken: rules.flatMap(({ outputs }) =>
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
    const history = await stack.change({ originDomainName: "alb.members.example.com" });
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

  it("activates it and retires the former one: both trusted, no public key touched", async () => {
    const before = await stack.outputs();
    const history = await stack.change(keys({ "prod-1": "retired", "prod-2": "active" }));
    const after = await stack.outputs();
    assert.notEqual(after.activeKeyId, before.activeKeyId);
    assert.deepEqual(after.acceptedKeyIds, before.acceptedKeyIds);
    assert.deepEqual(
      history.filter(({ type }) => type.startsWith("aws:cloudfront/")),
      [],
    );
    // The right to sign with the new key comes before the right to sign with the former one goes.
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

  it("raises the header's generation: the load balancer takes the new value before the edge sends it", async () => {
    const before = header("signed");
    const history = await stack.change({ headerGeneration: 2 });
    assert.ok(placeOf(history, "create", RULE) < placeOf(history, "update", DISTRIBUTION));
    for (const tier of ["public", "signed"]) {
      assert.ok(header(tier).taken.includes(header(tier).sent));
    }
    assert.notEqual(header("signed").sent, before.sent);
    assert.ok(header("signed").taken.includes(before.sent), "what is under way is served");
  });

  it("serves viewers through a rotation that failed half-way, and ends it with the next `up`", async () => {
    const fault = { type: DISTRIBUTION, operation: "update", code: "ServiceUnavailable" };
    writeFileSync(join(stack.folder.cloud, "faults.json"), JSON.stringify({ faults: [fault] }));
    const { run } = await stack.tryChange({ headerGeneration: 3 });
    assert.notEqual(run.code, 0);
    const { sent, taken } = header("signed");
    assert.deepEqual([taken.length, taken.includes(sent)], [3, true]);
    await stack.change({});
    assert.notEqual(header("signed").sent, sent);
    assert.ok(header("signed").taken.includes(header("signed").sent));
  });

  it("drops a leaked generation in the update that replaces it, after the edge sends the new one", async () => {
    const leaked = header("signed").sent;
    const history = await stack.change({ headerGeneration: 4, droppedHeaderGenerations: [3] });
    assert.ok(placeOf(history, "create", RULE) < placeOf(history, "update", DISTRIBUTION));
    assert.ok(placeOf(history, "update", DISTRIBUTION) < placeOf(history, "delete", RULE));
    assert.ok(!header("signed").taken.includes(leaked));
    assert.ok(header("signed").taken.includes(header("signed").sent));
  });

  it("jumps over generations, and back, without a moment in which what is sent is refused", async () => {
    for (const headerGeneration of [9, 4]) {
      const history = await stack.change({ headerGeneration, droppedHeaderGenerations: [] });
      assert.ok(placeOf(history, "create", RULE) < placeOf(history, "update", DISTRIBUTION));
      assert.ok(placeOf(history, "update", DISTRIBUTION) < placeOf(history, "delete", RULE));
      assert.ok(header("signed").taken.includes(header("signed").sent));
    }
  });

  it("shows no change when all is done", async () => {
    await stack.expectNoChanges();
  });

  it("is taken down to an empty account once its protection is off", async () => {
    await stack.change({ deletionProtection: false });
    await stack.destroy();
    assert.deepEqual(stack.types(), []);
  });
});
