/** `secure-origin prove` on the running site. */
import assert from "node:assert/strict";
import { inFolder } from "../../cli/support";
import type { BrowserEnvironment } from "../environment";

/** Registers the tests. */
export function prove(environment: () => BrowserEnvironment): void {
  describe("secure-origin prove", () => {
    it("finds nothing wrong, given only the name of the stack", async () => {
      const before = { ...process.env };
      const { root } = environment().live.stack.folder;
      const { code, out } = await inFolder(root, "prove", "--stack", "dev");
      assert.equal(code, 0, out);
      const [head = "", ...rows] = out.trim().split("\n");
      assert.match(head, /check +expected +seen +simulated by the local edge/);
      const others = rows.filter((row) => !row.startsWith("ok "));
      // A key in KMS does not sign with SHA-1.
      assert.ok(others.length === 2 && others.every((row) => /sha1 .*not tried/.test(row)), out);
      assert.match(out, /^ok +load balancer, directly +no answer +no answer$/m);
      assert.match(out, /^ok +instance or task, directly +no answer +no answer$/m);
      assert.deepEqual({ ...process.env }, before, "environment variables are restored");
    });
  });
}
