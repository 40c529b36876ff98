import assert from "node:assert/strict";
import { declaredPaths } from "../../../../components/cloudfront/plan/declaredPaths";

describe("declared paths", () => {
  it("are the patterns of all applications behind the distribution, each pattern once and nothing else", () => {
    const reports = {
      id: "reports",
      publicHeaderValue: "canary",
      securePaths: [{ pattern: "/reports/*", content: "dynamic" }],
      publicPaths: ["/reports/help/*"],
    };
    const twice = { securePaths: [{ pattern: "/premium/*" }], publicPaths: ["/reports/help/*"] };
    assert.deepEqual(
      declaredPaths(
        {
          securePaths: [{ pattern: "/premium/*" }, { pattern: "/downloads/*" }],
          publicPaths: ["/premium/preview/*"],
          additionalApplications: [reports, twice],
        },
        false,
      ),
      {
        securePaths: ["/premium/*", "/downloads/*", "/reports/*"],
        publicPaths: ["/premium/preview/*", "/reports/help/*"],
      },
    );
  });

  it("have no public paths where none are given", () => {
    assert.deepEqual(declaredPaths({ securePaths: [{ pattern: "/a/*" }] }, false), {
      securePaths: ["/a/*"],
      publicPaths: [],
    });
  });

  it("have the error pages among the public ones, where the distribution has any", () => {
    const { publicPaths } = declaredPaths({ securePaths: [{ pattern: "/*" }], publicPaths: ["/help"] }, true);
    assert.deepEqual(publicPaths, ["/help", "/error-pages/*"]);
  });
});
