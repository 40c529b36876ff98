import assert from "node:assert/strict";
import { afterDestroy, afterPulumi, afterStart } from "../../../local/terminal/nextCommand";

describe("how to go on after a command that ended early", () => {
  it("names the next commands, with the stack where it is not the default", () => {
    assert.equal(afterStart({ stack: "dev" }), "npm start goes on from there, npm run destroy takes it down");
    assert.equal(
      afterStart({ stack: "prod" }),
      "npm start -- --stack prod goes on from there, npm run destroy -- --stack prod takes it down",
    );
    assert.equal(
      afterDestroy({ stack: "prod" }),
      "npm run destroy -- --stack prod goes on from there, npm start -- --stack prod brings it up again",
    );
    assert.equal(afterPulumi(), "the same command goes on from there");
  });
});
