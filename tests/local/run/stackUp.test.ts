import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../../local/run/project";
import {
  latestOperation,
  packConfiguration,
  proposesNothing,
  reasonsOf,
  summaryOf,
} from "../../../local/run/stackUp";

const updated = `Updating (dev):
 +  aws:ec2:Vpc members-network creating (0s)
 +  aws:ec2:Vpc members-network created (0.01s)
 ~  aws:lb:ListenerRule members-lb-signed updated (0.02s) [diff: ~conditions]
Outputs:
    url: "https://members.example.com"

Resources:
    + 1 created
    ~ 1 updated
    +-2 replaced
    4 changes. 73 unchanged

Duration: 2s
`;

describe("what the engine's output says", () => {
  it("names the latest finished operation", () => {
    assert.equal(latestOperation(updated), "updated aws:lb:ListenerRule members-lb-signed");
    assert.equal(latestOperation("@ updating....\n"), undefined);
  });

  it("sums the run up by its closing count", () => {
    assert.equal(summaryOf(updated), "1 created, 1 updated, 2 replaced, 73 unchanged");
    assert.equal(summaryOf("Resources:\n    77 unchanged\n"), "77 unchanged");
    assert.equal(summaryOf(""), "done");
  });

  it("tells whether a preview proposes nothing", () => {
    const preview = "Previewing update (dev):\n\nPolicies:\n    pack\n\nResources:\n    155 unchanged\n\n";
    assert.ok(proposesNothing(preview));
    const others = [
      preview.replace("155 unchanged", "+ 1 to create\n    155 unchanged"),
      preview.replace("155 unchanged", "~ 1 to update\n    1 change. 154 unchanged"),
      preview.replace("Resources:", 'Outputs:\n  + url: "https://other"\n\nResources:'),
      `${preview}error: preview failed\n`,
      "",
    ];
    assert.deepEqual(
      others.filter((text) => proposesNothing(text)),
      [],
    );
  });

  it("finds the reasons of a failure, policies before diagnostics", () => {
    const failed =
      "Previewing\nPolicies:\n    - [mandatory] a-rule\nDiagnostics:\n    error: preview failed\n";
    assert.equal(
      reasonsOf(failed),
      "Policies:\n    - [mandatory] a-rule\nDiagnostics:\n    error: preview failed",
    );
    assert.equal(reasonsOf("error: no stack\n"), "error: no stack");
  });
});

describe("the policy configuration of a stack", () => {
  it("is the ready one, which waives nothing", () => {
    for (const stack of ["dev", "prod"]) {
      const config = readFileSync(join(projectFolder, packConfiguration(stack)), "utf8");
      assert.match(config, /"securePaths"/);
      assert.doesNotMatch(config, /waivers/);
    }
  });
});
