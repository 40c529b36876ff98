import assert from "node:assert/strict";
import { failoverSigner } from "../../../app/access/signerFailover";
import { epochSeconds, type Signer, SignerError } from "../../../signer";

const grant = { url: "https://members.example.com/a", expires: epochSeconds(2_000_000_000) };

function failure(name: string): SignerError {
  const cause = new Error("no");
  cause.name = name;
  return new SignerError("ERR_SERVICE", `kms:Sign failed: ${name}`, { cause });
}

/** A signer whose key answers as told; counts how often it is asked. */
function key(id: string, answer: { error?: Error }): Signer & { asked: number } {
  const signer = {
    asked: 0,
    signUrl: () => {
      signer.asked += 1;
      return answer.error === undefined ? Promise.resolve(id) : Promise.reject(answer.error);
    },
    signCookies: () => Promise.reject(new Error("not asked for")),
    signPolicy: () => Promise.reject(new Error("not asked for")),
  };
  return signer;
}

describe("failoverSigner of signing keys", () => {
  it("signs with the active key as long as it may", async () => {
    const [active, next] = [key("active", {}), key("next", {})];
    const signer = failoverSigner([active, next], () => assert.fail("nothing changed"));
    assert.equal(await signer.signUrl(grant), "active");
    assert.equal(next.asked, 0);
  });

  it("switches to an announced key once the active one is refused, reports it once, and stays with it", async () => {
    const answer: { error?: Error } = {};
    let changes = 0;
    const [active, next] = [key("active", answer), key("next", {})];
    const signer = failoverSigner([active, next], () => {
      changes += 1;
    });
    await signer.signUrl(grant);
    answer.error = failure("AccessDeniedException");
    assert.deepEqual([await signer.signUrl(grant), await signer.signUrl(grant)], ["next", "next"]);
    assert.deepEqual([changes, active.asked], [1, 2]);
  });

  it("reports the refusal of the active key when it may not use any other key either", async () => {
    const refused = failure("AccessDeniedException");
    const signer = failoverSigner(
      [key("active", { error: refused }), key("next", { error: failure("AccessDeniedException") })],
      () => assert.fail("nothing changed"),
    );
    await assert.rejects(signer.signUrl(grant), refused);
  });

  it("tries no other key after an error that is not a refusal", async () => {
    const next = key("next", {});
    for (const error of [failure("ThrottlingException"), failure("TimeoutError"), new Error("a bug")]) {
      const signer = failoverSigner([key("active", { error }), next], () => assert.fail("nothing changed"));
      await assert.rejects(signer.signUrl(grant), error);
    }
    assert.equal(next.asked, 0);
  });
});
