/** The page of errors and the codes name the same things. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { errorCodes } from "../../signer";

describe("docs/reference/signer-errors.md", () => {
  it("has a heading for each code, and for no other", () => {
    const page = readFileSync(join(__dirname, "..", "..", "docs", "reference", "signer-errors.md"), "utf8");
    const headings = [...page.matchAll(/^### (ERR_\w+)$/gm)].map(([, code]) => code ?? "");
    assert.deepEqual([...headings].sort(), [...errorCodes].sort());
  });
});
