import assert from "node:assert/strict";
import { errorResponses } from "../../../../components/cloudfront/plan/errorPagePaths";

const pages = {
  403: "/error-pages/403.html",
  502: "/error-pages/5xx.html",
  503: "/error-pages/5xx.html",
  504: "/error-pages/5xx.html",
};

describe("error responses", () => {
  for (const withPages of [true, false]) {
    it(`let the edge keep no error, ${withPages ? "with" : "without"} the error pages`, () => {
      const responses = errorResponses(withPages);
      assert.deepEqual(
        responses.map(({ errorCode, errorCachingMinTtl }) => [errorCode, errorCachingMinTtl]),
        [400, 403, 404, 405, 414, 500, 501, 502, 503, 504].map((errorCode) => [errorCode, 0]),
      );
    });
  }

  it("keep the status of every error that has a page, and replace no other", () => {
    const replaced = errorResponses(true).filter(({ responsePagePath }) => responsePagePath !== undefined);
    assert.deepEqual(
      replaced.map((one) => [one.errorCode, one.responseCode, one.responsePagePath]),
      Object.entries(pages).map(([code, page]) => [Number(code), Number(code), page]),
    );
    assert.ok(
      errorResponses(true).every(({ responseCode, responsePagePath: page }) => !responseCode === !page),
    );
    assert.ok(errorResponses(false).every((one) => !("responsePagePath" in one || "responseCode" in one)));
  });
});
