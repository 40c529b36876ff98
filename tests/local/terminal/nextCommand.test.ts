import assert from "node:assert/strict";
import { afterDestroy, afterPulumi, afterStart } from "../../../local/terminal/nextCommand";

describe("how to go on after a command that ended early", () => {
  it("names the next commands, with the stack where it is not the default", () => {
    assert.equal(afterStart({ stack: "dev" }), "npm start continues from there, npm run destroy destroys it");
    assert.equal(
      afterStart({ stack: "prod" }),
      "npm start -- --stack prod continues from there, npm run destroy -- --stack prod destroys it",
    );
    assert.equal(
      afterDestroy({ stack: "prod" }),
      "npm run destroy -- --stack prod continues from there, npm start -- --stack prod deploys it again",
    );
    assert.equal(afterPulumi(), "the same command continues from there");
  });
});
