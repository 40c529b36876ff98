import assert from "node:assert/strict";
import { nearest } from "../../../components/internal/nearest";

describe("the name that was probably meant", () => {
  it("is the nearest one, whatever its case", () => {
    assert.equal(nearest(["dev", "prod"], "prdo"), "prod");
    assert.equal(nearest(["dev", "prod"], "Dev"), "dev");
    assert.equal(nearest(["dev", "prod"], "de"), "dev");
  });

  it("is undefined where no name is near", () => {
    assert.equal(nearest(["dev", "prod"], "nope"), undefined);
    assert.equal(nearest([], "x"), undefined);
  });
});
