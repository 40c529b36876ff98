import assert from "node:assert/strict";
import { webAclRules } from "../../../../components/cloudfront/plan/webAclRules";
import { userPoolRules } from "../../../../components/membersApp/plan/userPoolRules";

describe("the rules of a user pool's web ACL", () => {
  const rates = { requests: 2_000, signIns: 100 };
  const names = (rules: { name: string }[]): string[] => rules.map(({ name }) => name);

  it("are the rate of the sign-in page for all paths, and AWS's groups as at the edge", () => {
    const edge = webAclRules(true, rates, "/login");
    assert.deepEqual(
      names(userPoolRules(true, rates)),
      names(edge).filter((name) => name !== "sign-in-rate"),
    );
    const [first] = userPoolRules(true, rates);
    const { rateBasedStatement } = first?.statement as { rateBasedStatement: { limit: number } };
    assert.equal(rateBasedStatement.limit, 100);
  });

  it("count not what the site itself asks for all its members from one address", () => {
    const text = JSON.stringify(userPoolRules(true, rates)[0]?.statement);
    const spared = [...text.matchAll(/"searchString":"([^"]+)"/g)].map(([, path]) => path);
    assert.deepEqual(spared, ["/oauth2/token", "/oauth2/revoke"]);
    assert.match(text, /"scopeDownStatement":\{"notStatement":\{"statement":\{"orStatement"/);
    assert.equal(text.match(/"positionalConstraint":"EXACTLY"/g)?.length, 2);
  });

  it("refuse, or count alone", () => {
    const of = (blocks: boolean): unknown[] =>
      userPoolRules(blocks, rates).map(({ action, overrideAction }) => action ?? overrideAction);
    assert.deepEqual(of(true), [{ block: {} }, { none: {} }, { none: {} }, { none: {} }]);
    assert.deepEqual(of(false), Array<unknown>(4).fill({ count: {} }));
  });
});
