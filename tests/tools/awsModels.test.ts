import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { tablesFolder } from "../../local/cloud/awsModels/tables";
import { makeTables } from "../../tools/awsModels/makeTables";
import { motoPython } from "../support/moto";

describe("the tables of AWS's models", () => {
  it("are what npm run aws-models writes from the stated versions", function () {
    this.timeout(300_000);
    // Its botocore and cfn-lint are those of requirements.txt, or versions.json would differ.
    const files = makeTables(motoPython());
    assert.deepEqual(readdirSync(tablesFolder).sort(), [...files.keys()].sort());
    for (const [name, text] of files) {
      assert.equal(
        readFileSync(join(tablesFolder, name), "utf8"),
        text,
        `${name} is out of date: run npm run aws-models`,
      );
    }
  });
});
