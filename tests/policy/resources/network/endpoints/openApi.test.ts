import assert from "node:assert/strict";
import { integrationsIn } from "../../../../../policy/resources/network/endpoints/openApi";
import { known } from "../../../../../policy/values/field";

const read = (value: string) =>
  integrationsIn({ state: "known", path: "body", value }).map(({ target, link, usesVpcLink }) => ({
    target: target.state === "unknown" ? "unknown" : known(target),
    link: link.state === "unknown" ? "unknown" : known(link),
    usesVpcLink,
  }));

const block = {
  type: "http_proxy",
  uri: "http://10.0.0.7/",
  connectionType: "VPC_LINK",
  connectionId: "abc123",
};
const extension = "x-amazon-apigateway-integration";

describe("integrationsIn", () => {
  it("reads JSON", () => {
    const text = JSON.stringify({ paths: { "/": { get: { [extension]: block } } } });
    assert.deepEqual(read(text), [{ target: "http://10.0.0.7/", link: "abc123", usesVpcLink: true }]);
  });

  it("reads integrations that operations refer to", () => {
    const text = JSON.stringify({
      components: { [`${extension}s`]: { one: { uri: "https://example.com/" } } },
    });
    assert.deepEqual(read(text), [{ target: "https://example.com/", link: undefined, usesVpcLink: false }]);
  });

  it("reads YAML", () => {
    const text = [
      "paths:",
      "  /:",
      "    get:",
      `      ${extension}:`,
      "        uri: https://example.com/a # the first",
      "        type: http_proxy",
      "    post:",
      `      ${extension}:`,
      '        connectionId: "abc123"',
      "        integrationTarget: arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/site/1",
    ].join("\n");
    assert.deepEqual(read(text), [
      { target: "https://example.com/a", link: undefined, usesVpcLink: false },
      {
        target: "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/site/1",
        link: "abc123",
        usesVpcLink: true,
      },
    ]);
  });

  for (const [what, lines] of [
    ["a flow mapping", [`${extension}: { uri: "https://example.com/" }`]],
    ["a folded value", [`${extension}:`, "  uri: >-", "    https://example.com/"]],
    ["an alias", [`${extension}:`, "  uri: *target"]],
    ["shared integrations", [`${extension}s:`, "  one:", "    uri: https://example.com/"]],
  ] as [string, string[]][]) {
    it(`says that ${what} in YAML is not read`, () => {
      assert.deepEqual(read(lines.join("\n")), [{ target: "unknown", link: "unknown", usesVpcLink: true }]);
    });
  }

  it("finds none in a definition without integrations", () => {
    assert.deepEqual(read("openapi: 3.0.1\npaths: {}\n"), []);
  });

  it("says that an unknown definition is not read", () => {
    const body = { state: "unknown", path: "body", reason: "preview" } as const;
    assert.deepEqual(integrationsIn(body), [{ target: body, link: body, usesVpcLink: true }]);
  });
});
