import assert from "node:assert/strict";
import { destroysAll, protectionProblem } from "../../../local/run/deletionProtection";

describe("the destroy of a protected stack", () => {
  const urn =
    "urn:pulumi:prod::secure-origin::aws:cloudfront/distribution:Distribution::members-edge-distribution";
  const type = "aws:cloudfront/distribution:Distribution";

  it("is refused in one line that says what protects it, and how to go on", () => {
    assert.equal(
      protectionProblem({ resources: [{ urn, type, protect: true }] }, "prod"),
      "stack prod is protected (members-edge-distribution), and nothing was deleted. Set secure-origin:deletionProtection to " +
        "false in Pulumi.prod.yaml, run npm run pulumi -- up --stack prod, then npm run destroy -- --stack prod",
    );
  });

  it("is not refused where nothing is protected", () => {
    assert.equal(protectionProblem({ resources: [{ urn, type }] }, "prod"), undefined);
    assert.equal(protectionProblem({}, "prod"), undefined);
  });

  it("is the engine's to judge where a person chooses what to destroy", () => {
    assert.equal(destroysAll(["--stack", "prod"]), true);
    for (const args of [["--exclude-protected"], ["--target", urn], [`--target=${urn}`], ["-t", urn]]) {
      assert.equal(destroysAll(args), false, args[0]);
    }
  });
});
