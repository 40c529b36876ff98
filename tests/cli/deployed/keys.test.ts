/** What a stack's state tells of signing keys and of the header: by the components' outputs, whatever a program exports. */
import assert from "node:assert/strict";
import { deployedHeaders } from "../../../cli/deployed/header";
import { deployedKeys } from "../../../cli/deployed/keys";
import { chooseSite } from "../../../cli/deployed/resources";
import { keyPairId, siteResources, stateOf } from "./states";

const keys = [
  { id: "k2", state: "active", modified: "2026-02-01T10:00:00.5Z" },
  { id: "k1", state: "retired", modified: "2026-02-01T11:00:00Z" },
  { id: "k3", state: "announced" },
] as const;
const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:x" };

describe("the deployed signing keys", () => {
  it("have the states of the component's outputs, in the order of the program's list", () => {
    const [site] = deployedKeys(stateOf(siteResources("members", keys)));
    assert.deepEqual(site?.owner, {
      site: "members",
      component: "SecureOrigin",
      position: "index.ts, line 12",
    });
    assert.deepEqual(
      site.keys.map(({ id, state, signs, keyPairId: at }) => [id, state, signs, at]),
      [
        ["k2", "active", true, "KMEMBERSK2"],
        ["k1", "retired", false, "KMEMBERSK1"],
        ["k3", "announced", false, "KMEMBERSK3"],
      ],
    );
  });

  it("sign as well by what the program exports, under whatever name ends in activeKeyId", () => {
    for (const name of ["activeKeyId", "membersActiveKeyId"]) {
      const root = { type: "pulumi:pulumi:Stack", outputs: { [name]: keyPairId("members", "k1") } };
      const [site] = deployedKeys(stateOf([root, ...siteResources("members", keys)]));
      assert.deepEqual(
        site?.keys.map(({ signs }) => signs),
        [true, true, false],
        name,
      );
    }
  });

  it("are told site by site, and a site is chosen by its name", () => {
    const all = deployedKeys(
      stateOf([...siteResources("members", keys), ...siteResources("reports", keys.slice(0, 1))]),
    );
    assert.deepEqual(
      all.map(({ owner }) => owner.site),
      ["members", "reports"],
    );
    assert.deepEqual(chooseSite(all, "signing keys", "reports")?.keys.length, 1);
    assert.throws(() => chooseSite(all, "signing keys", undefined), {
      message: "the stack has the signing keys of 2 sites: members, reports",
      remedy: "choose one: --site members",
    });
    assert.throws(() => chooseSite(all, "signing keys", "nope"), {
      message: "--site: the deployed stack has no signing keys of nope",
      remedy: "it has those of members, reports",
    });
    const none = deployedKeys(stateOf([]));
    assert.throws(() => chooseSite(none, "signing keys", "nope"), {
      message: "--site: the deployed stack has no signing keys of nope",
      remedy: "leave --site out",
    });
    assert.equal(chooseSite(none, "signing keys", undefined), undefined);
  });

  it("of a program without a site around them are those of the component itself", () => {
    const [, list, ...rest] = siteResources("members", keys);
    const [found] = deployedKeys(stateOf([{ ...list, parent: "urn:stack" }, ...rest]));
    assert.deepEqual(found?.owner, { site: "members-keys", component: "SigningKeys", position: undefined });
  });

  it("do not tell their states where the outputs are secret: nothing is decrypted", () => {
    const resources = siteResources("members", keys).map((resource) =>
      resource["type"] === "secure-origin:index:SigningKeys"
        ? { ...resource, outputs: { activeKeyId: secret, acceptedKeyIds: secret, announcedKeyArns: secret } }
        : resource,
    );
    const [site] = deployedKeys(stateOf(resources));
    assert.deepEqual(
      site?.keys.map(({ state, signs }) => [state, signs]),
      [
        [undefined, false],
        [undefined, false],
        [undefined, false],
      ],
    );
  });

  it("are only those of a key group, without what waits for its deletion", () => {
    const resources = siteResources("members", keys).map((resource) =>
      resource.urn.endsWith("PublicKey::members-keys-k3") ? { ...resource, delete: true } : resource,
    );
    assert.deepEqual(
      deployedKeys(stateOf(resources))[0]?.keys.map(({ id }) => id),
      ["k2", "k1"],
    );
    assert.deepEqual(deployedKeys({}), []);
    assert.deepEqual(deployedKeys(stateOf([])), []);
  });
});

describe("the moment of a key's retirement", () => {
  const moment = (...facts: Parameters<typeof siteResources>[1]): string | undefined =>
    deployedKeys(stateOf(siteResources("members", facts)))[0]
      ?.keys.find(({ id }) => id === "k1")
      ?.retiredAt?.toISOString();

  it("is not before the right to sign moved, nor before the key's own policy changed", () => {
    const k1 = { id: "k1", state: "retired", modified: "2026-02-01T11:00:00Z" } as const;
    const k2 = { id: "k2", state: "active", modified: "2026-02-01T10:00:00Z" } as const;
    assert.equal(moment(k2, k1), "2026-02-01T11:00:00.000Z");
    assert.equal(moment({ ...k2, modified: "2026-02-02T10:00:00Z" }, k1), "2026-02-02T10:00:00.000Z");
    assert.equal(moment({ ...k2, stored: true }, { ...k1, stored: true }), "2026-02-01T10:00:00.000Z");
  });

  it("is not told by the policy of a key whose name only ends alike", () => {
    const k1 = { id: "k1", state: "retired" } as const;
    const late = { id: "old-k1", state: "announced", modified: "2026-03-01T10:00:00Z" } as const;
    const k2 = { id: "k2", state: "active", modified: "2026-02-01T10:00:00Z" } as const;
    assert.equal(moment(k2, k1, late), "2026-02-01T10:00:00.000Z");
  });

  it("is not known where nothing in the state grants the right to sign, or has no time", () => {
    const resources = siteResources("members", keys);
    const without = (change: (resource: (typeof resources)[number]) => object): unknown =>
      deployedKeys(stateOf(resources.map(change)))[0]?.keys.find(({ id }) => id === "k1")?.retiredAt;
    assert.equal(
      without((resource) =>
        resource["type"] === "aws:kms/key:Key" ? { ...resource, outputs: {} } : resource,
      ),
      undefined,
    );
    assert.equal(
      without((resource) => ({ ...resource, created: undefined, modified: undefined })),
      undefined,
    );
  });
});

describe("the deployed generation of the header", () => {
  const distribution = (tags: object): object => ({
    urn: "urn:pulumi:dev::shop::aws:cloudfront/distribution:Distribution::members-edge-distribution",
    type: "aws:cloudfront/distribution:Distribution",
    outputs: { tags },
  });

  it("is an output of the component", () => {
    const state = stateOf([...siteResources("members", keys, 3), ...siteResources("reports", keys, 5)]);
    assert.deepEqual(
      deployedHeaders(state).map(({ owner, generation }) => [owner.site, owner.component, generation]),
      [
        ["members", "SecureOrigin", 3],
        ["reports", "SecureOrigin", 5],
      ],
    );
  });

  it("is a tag of the distribution where no component tells it", () => {
    const [header] = deployedHeaders(stateOf([distribution({ "secure-origin:header-generation": "4" })]));
    assert.equal(header?.generation, 4);
    for (const tags of [
      {},
      { "secure-origin:header-generation": "x" },
      { "secure-origin:header-generation": secret },
    ]) {
      assert.deepEqual(deployedHeaders(stateOf([distribution(tags)])), []);
    }
  });
});
