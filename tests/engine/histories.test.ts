/** Histories that once failed, each shrunk and pasted, and one with a planted defect. The random ones: `npm run histories`. */
import assert from "node:assert/strict";
import { type Outcome, runHistory } from "../resilience/histories/history";

describe("a history of changes and faults", function () {
  this.timeout(600_000);

  it("refuses nobody when the header gets another name, whatever fails or is killed meanwhile", async () => {
    const { failures, requests } = await runHistory([
      { change: "header's name", pick: 0 },
      {
        change: "header's name",
        also: "header rotated",
        pick: 1,
        fault: { kind: "failed", operation: "update", skip: 0, when: "before" },
        leave: true,
      },
      // The new half of a replacement, the certificate, is in the account and not in the state.
      { change: "further domain name", pick: 0, fault: { kind: "engine killed", step: 1 }, leave: true },
      // The listener rule is created, and the answer is lost.
      {
        change: "header's name",
        also: "header rotated",
        pick: 0,
        fault: { kind: "failed", operation: "create", skip: 2, when: "after" },
      },
    ]);
    assert.deepEqual(failures, []);
    assert.ok(requests > 0);
  });

  it("leaves no protection behind when the answer to its update is lost, and the setting is taken back", async () => {
    const { failures } = await runHistory([
      {
        change: "deletion protection",
        pick: 0,
        fault: { kind: "failed", operation: "update", skip: 0, when: "after" },
        leave: true,
      },
      { change: "deletion protection", pick: 0 },
    ]);
    assert.deepEqual(failures, []);
  });

  describe("that needs what the guides say to do by hand", () => {
    let outcome: Outcome | undefined;
    before(async () => {
      outcome = await runHistory([
        {
          change: "listener's port",
          pick: 0,
          fault: { kind: "failed", operation: "delete", skip: 0, when: "before" },
          leave: true,
        },
        { change: "listener's port", pick: 0 },
        {
          change: "certificates",
          pick: 0,
          fault: { kind: "failed", operation: "delete", skip: 0, when: "before" },
          leave: true,
        },
        { change: "certificates", pick: 0 },
        { change: "deletion protection", also: "second domain name", pick: 0 },
        { change: "VPC", pick: 0 },
        { change: "main domain name", pick: 1 },
        {
          change: "encryption key",
          pick: 0,
          fault: {
            kind: "failed",
            type: "aws:kms/replicaKey:ReplicaKey",
            operation: "create",
            skip: 0,
            when: "after",
          },
        },
      ]);
    });

    it("takes back the listener's port after an update that failed before it deleted the former listener", () => {
      assert.deepEqual(outcome?.failures, []);
      assert.equal(
        outcome.counts["updates refused because a failed one is to be finished first (documented)"],
        1,
      );
    });

    it("has the certificate in the listener's list that a failed update left to delete, and that was taken back", () => {
      assert.deepEqual(outcome?.failures, []);
      assert.equal(outcome.counts["command: certificates"], 2);
    });

    it("keeps the records of both names, and the sign-in page, when the main name changes", () => {
      assert.deepEqual(outcome?.failures, []);
      assert.equal(outcome.counts["command: main domain name"], 1);
    });

    it("takes the main name back where AWS refuses it, because the state has the former names of records", () => {
      assert.equal(outcome?.counts["updates refused because records have the former names (documented)"], 1);
    });

    it("moves to another VPC although AWS refuses to delete the load balancer, which is protected", () => {
      assert.equal(outcome?.counts["updates refused because a load balancer is protected (documented)"], 1);
    });

    it("imports the replica of a key whose creation was answered to nobody", () => {
      assert.equal(outcome?.counts["fault: failed"], 3);
    });
  });

  it("shows a planted defect", async () => {
    const { failures } = await runHistory([{ change: "header rotated", pick: 0 }], "order undone");
    assert.ok(
      failures.some((one) => /^[12] secret headers are sent that no rule accepts$/.test(one)),
      failures.join("\n"),
    );
  });
});
