import assert from "node:assert/strict";
import {
  architectureOf,
  bootScriptProblems,
  userData,
} from "../../../../components/instances/plan/launchSettings";

describe("instances", () => {
  it("have the processor that their type names", () => {
    const arm = [
      "t4g.small",
      "m7g.large",
      "c7gn.xlarge",
      "m6gd.large",
      "im4gn.large",
      "x2gd.large",
      "a1.large",
    ];
    const intel = ["t3.small", "m7i.large", "g5.xlarge", "g4dn.xlarge", "c5n.large", "m6a.large"];
    assert.deepEqual(
      arm.map(architectureOf),
      arm.map(() => "arm64"),
    );
    assert.deepEqual(
      intel.map(architectureOf),
      intel.map(() => "x86_64"),
    );
  });

  it("accept a script that is short enough and names its interpreter", () => {
    assert.deepEqual(bootScriptProblems("#!/bin/sh\n"), []);
    assert.equal(bootScriptProblems("serve").length, 1);
    assert.match(bootScriptProblems(`#!/bin/sh\n${"x".repeat(17_000)}`)[0] ?? "", /17010 bytes/);
    const decoded = Buffer.from(userData("#!/bin/sh\na\nb\n", { PORT: 1 }), "base64").toString();
    assert.equal(decoded, "#!/bin/sh\nexport PORT=1\na\nb\n");
  });
});
