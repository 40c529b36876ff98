import assert from "node:assert/strict";
import { parseConfig } from "../../../../app/config";
import { downloads } from "../../../../app/content/downloads";
import { makePublicTier } from "../../../../app/server/publicTier";
import type { TierServices } from "../../../../app/server/tier";
import { planBehaviors } from "../../../../components/cloudfront/plan/behaviors";
import { ERROR_PAGES } from "../../../../components/cloudfront/plan/errorPagePaths";
import { covers, matches } from "../../../../components/cloudfront/plan/globs";
import {
  UNSIGNED_ROUTES,
  unsignedRouteProblems,
} from "../../../../components/membersApp/plan/unsignedRoutes";
import { validDocument } from "../../../app/support/configuration";

const rules = (secure: string[], open: string[] = []) => [
  ...secure.map((pattern, index) => ({ argument: `securePaths[${index}].pattern`, pattern, signed: true })),
  ...open.map((pattern, index) => ({ argument: `publicPaths[${index}]`, pattern, signed: false })),
];
const problems = (secure: string[], open?: string[]) =>
  unsignedRouteProblems(rules(secure, open), ERROR_PAGES.pattern);

const allowed = "patterns that leave the members site's own pages public, the sign-in pages among them";
const everything =
  '["/", "/assets/*", "/login", "/login/start", "/callback", "/logout", "/account", "/session", "/request-access", "/get/downloads/*"]';

/** The list that a problem tells to write. */
const suggested = ([line = ""]: string[]): string[] =>
  JSON.parse(/publicPaths: (\[.*\])\.$/.exec(line)?.[1] ?? "") as string[];

describe("the members app's own pages", () => {
  it("are those of its public port, but for what no person opens", () => {
    const site = { config: parseConfig(validDocument()), cookies: {} };
    const { routes } = makePublicTier({ site, sessions: {}, health: {} } as unknown as TierServices);
    const paths = new Set(routes.map(({ path }) => path));
    for (const other of ["/healthz", "/robots.txt", "*", "/*"]) {
      paths.delete(other);
    }
    const uncovered = [...paths].filter(
      (path) => !UNSIGNED_ROUTES.some(({ wide }) => wide === path.replace(/:\w+/, "*")),
    );
    assert.deepEqual(uncovered, []);
    assert.ok(UNSIGNED_ROUTES.every(({ wide }) => paths.has(wide.replace("*", ":name"))));
    for (const name of downloads.keys()) {
      assert.ok(
        UNSIGNED_ROUTES.some(({ route }) => matches(route, `/get/downloads/${name}`)),
        name,
      );
    }
  });

  it("are opened by the wide pattern and by the narrow one", () => {
    for (const { route, wide, narrow } of UNSIGNED_ROUTES) {
      assert.ok(covers(wide, route) && covers(narrow, route), route);
    }
  });

  for (const pattern of ["/*", "*", "/**"]) {
    it(`are refused behind ${pattern}, with the list to write`, () => {
      assert.deepEqual(problems([pattern]), [
        `securePaths[0].pattern is "${pattern}"; allowed: ${allowed}. To fix: write publicPaths: ${everything}.`,
      ]);
    });
  }

  it("are reported for the pattern that covers them", () => {
    assert.deepEqual(problems(["/premium/*", "/l*"]), [
      `securePaths[1].pattern is "/l*"; allowed: ${allowed}. To fix: write publicPaths: ["/login", "/login/start", "/logout"].`,
    ]);
    assert.deepEqual(problems(["*.css", "*.csv"]), [
      `securePaths is ["*.css","*.csv"]; allowed: ${allowed}. To fix: write publicPaths: ["/assets/site-*.css", "/get/downloads/light-2028.csv"].`,
    ]);
  });

  it("are refused behind a pattern of public files, with the list to write", () => {
    const files = { argument: "publicBucketPaths[0]", pattern: "/*", signed: false, fromBucket: true };
    const signed = { argument: "securePaths[0].pattern", pattern: "/premium/*", signed: true };
    assert.deepEqual(unsignedRouteProblems([signed, files], ERROR_PAGES.pattern), [
      `publicBucketPaths[0] is "/*"; allowed: ${allowed.replace("public", "to the application")}. To fix: write publicPaths: ${everything}.`,
    ]);
  });

  it("are added to the public paths that there are", () => {
    const list = suggested(problems(["/*"], ["/docs/*", "/login"]));
    assert.deepEqual(list.slice(0, 3), ["/docs/*", "/login", "/"]);
    assert.equal(new Set(list).size, list.length);
  });

  it("cannot be had beside a signed pattern of their own", () => {
    assert.deepEqual(problems(["/login"]), [
      `securePaths[0].pattern is "/login"; allowed: ${allowed}. To fix: sign other paths than /, /assets/*, /login, /login/start, /callback, /logout, /account, /session, /request-access, /get/downloads/*.`,
    ]);
  });

  it("are all public with the list that was suggested, and every other path is signed", () => {
    for (const secure of [
      ["/*"],
      ["*"],
      ["/premium/*", "/*"],
      ["/l*"],
      ["*.css"],
      ["/?*"],
      ["/*", "*.svg"],
    ]) {
      const list = suggested(problems(secure));
      assert.deepEqual(problems(secure, list), [], secure.join());
    }
    const { ordered } = planBehaviors(rules(["/*"], suggested(problems(["/*"]))), ERROR_PAGES.pattern);
    const signed = (path: string) => ordered.find(({ pattern }) => matches(pattern, path))?.signed;
    assert.deepEqual(["/login", "/", "/premium/", "/other"].map(signed), [false, false, true, true]);
  });

  it("allow patterns that do not cover them, or that cannot be planned", () => {
    assert.deepEqual(problems(["/premium/*", "/downloads/*", "/secure/*", "*.pdf", "/login/help/*"]), []);
    assert.deepEqual(problems(["/*", "/*"]), []);
  });
});
