/** `secure-origin prove` on the site that runs. */
import assert from "node:assert/strict";
import { inFolder } from "../../cli/support";
import type { Stage } from "../stage";

/** Registers the tests. */
export function prove(stage: () => Stage): void {
  describe("secure-origin prove", () => {
    it("finds the site as it has to be, by the name of its stack alone", async () => {
      const before = { ...process.env };
      const { root } = stage().live.stack.folder;
      const { code, out } = await inFolder(root, "prove", "--stack", "dev");
      assert.equal(code, 0, out);
      const [head = "", ...rows] = out.trim().split("\n");
      assert.match(head, /check +expected +seen +simulated by the local edge/);
      const others = rows.filter((row) => !row.startsWith("ok "));
      // A key in KMS signs no SHA-1.
      assert.ok(others.length === 2 && others.every((row) => /sha1 .*not tried/.test(row)), out);
      assert.match(out, /^ok +load balancer, directly +no answer +no answer$/m);
      assert.match(out, /^ok +instance, directly +no answer +no answer$/m);
      assert.deepEqual({ ...process.env }, before, "variables that were not brought back");
    });
  });
}
