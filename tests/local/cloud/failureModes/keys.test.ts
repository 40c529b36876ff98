import assert from "node:assert/strict";
import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { refused } from "../support/refused";
import { behavior, newPem, type Site } from "../support/site";
import { failureMode } from "./failureMode";

const publicKey = (site: Site, encodedKey: string, name?: string) =>
  site.make("cloudfront/publicKey:PublicKey", { encodedKey, ...(name !== undefined && { name }) });
const keyGroup = (site: Site, items: string[]) => site.make("cloudfront/keyGroup:KeyGroup", { items });

describe("failure modes of signing keys", () => {
  failureMode(
    1,
    "a PEM in another form than CloudFront's replaces the key at the next update",
    async (site, engine) => {
      const pem = newPem();
      for (const form of [pem.trim(), pem.replaceAll("\n", "\r\n")]) {
        const key = await publicKey(site, form);
        assert.deepEqual((await engine.diff(key, { encodedKey: form })).replaces, ["encodedKey"]);
      }
      const key = await publicKey(site, pem);
      assert.equal((await engine.diff(key, { encodedKey: pem })).some, false);
    },
  );

  failureMode(
    2,
    "a key with a name of its own goes before its successor comes, and cannot",
    async (site, engine) => {
      const key = await publicKey(site, newPem(), "mine");
      await keyGroup(site, [key.id]);
      const next = { encodedKey: newPem(), name: "mine" };
      assert.equal((await engine.diff(key, next)).deleteBeforeReplace, true);
      await refused("PublicKeyInUse", engine.delete(key));
      await refused("PublicKeyAlreadyExists", publicKey(site, newPem(), "mine"));
    },
  );

  failureMode(3, "a key is never edited", async (site, engine) => {
    const key = await publicKey(site, newPem());
    await engine.update(key, { ...key.inputs, comment: "may change" });
    await refused("CannotChangeImmutablePublicKeyFields", engine.update(key, { encodedKey: newPem() }));
  });

  failureMode(4, "a PEM in PKCS#1, on one line, or of another kind of key is no public key", async (site) => {
    const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).publicKey;
    await publicKey(site, rsa.export({ type: "spki", format: "pem" }).toString());
    await refused(
      "InvalidArgument",
      publicKey(site, rsa.export({ type: "pkcs1", format: "pem" }).toString()),
    );
    await refused("InvalidArgument", publicKey(site, newPem().replaceAll("\n", "")));
    const ed = generateKeyPairSync("ed25519").publicKey.export({ type: "spki", format: "pem" }).toString();
    await refused("InvalidArgument", publicKey(site, ed));
    assert.equal(createPublicKey(ed).asymmetricKeyType, "ed25519");
  });

  failureMode(
    5,
    "five keys a group, four groups a distribution, ten groups an account",
    async (site, engine) => {
      const keys = await Promise.all(Array.from({ length: 6 }, () => publicKey(site, newPem())));
      const ids = keys.map(({ id }) => id);
      await refused("TooManyPublicKeysInKeyGroup", keyGroup(site, ids));
      const first = await keyGroup(site, ids.slice(0, 5));
      await refused("TooManyPublicKeysInKeyGroup", engine.update(first, { ...first.inputs, items: ids }));
      await assert.rejects(keyGroup(site, []), /items: Must be at least 1 elements/);
      const groups = [first];
      while (groups.length < 10) {
        groups.push(await keyGroup(site, ids.slice(0, 1)));
      }
      await refused("TooManyKeyGroups", keyGroup(site, ids.slice(0, 1)));
      const trusting = (count: number) =>
        site.distribution({
          defaultCacheBehavior: behavior({ trustedKeyGroups: groups.slice(0, count).map(({ id }) => id) }),
        });
      await trusting(4);
      await refused("TooManyKeyGroupsAssociatedToDistribution", trusting(5));
    },
  );

  failureMode(6, "a key group stays while a behavior trusts it", async (site, engine) => {
    const { group } = await site.keys();
    const trusting = { defaultCacheBehavior: behavior({ trustedKeyGroups: [group.id] }) };
    const distribution = await site.distribution(trusting);
    await refused("ResourceInUse", engine.delete(group));
    await engine.update(distribution, { ...distribution.inputs, defaultCacheBehavior: behavior() });
    await engine.delete(group);
  });

  failureMode(
    7,
    "no two behaviors have the same pattern, with or without its leading slash",
    async (site) => {
      await refused(
        "InvalidArgument",
        site.distribution({
          orderedCacheBehaviors: [
            behavior({ pathPattern: "/premium/*" }),
            behavior({ pathPattern: "premium/*" }),
          ],
        }),
      );
    },
  );
});
