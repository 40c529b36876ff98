import assert from "node:assert/strict";
import { type ExampleResource, several, unknownValue } from "../../../../policy/examples/example";
import { resourceTypes as t } from "../../../../policy/resources/resourceTypes";
import { functionUrlAdmitsOnlyCloudfront as rule } from "../../../../policy/rules/ingress/functionUrlAdmitsOnlyCloudfront";
import { noPublicCloudfrontOrigin } from "../../../../policy/rules/ingress/noPublicCloudfrontOrigin";
import { findingsIn } from "../../support/exampleFindings";

const domainName = "a1b2c3.lambda-url.eu-west-1.on.aws";
const arn = "arn:aws:cloudfront::111122223333:distribution/E1ABCDEFGHIJKL";

interface Changes {
  readonly origin?: object;
  readonly url?: object;
  readonly permission?: object;
  readonly control?: object;
  readonly function?: object;
  readonly edge?: object;
  readonly from?: readonly string[];
}

/** Creates a function URL that only the distribution may call, with changes. */
function stack({
  origin,
  url,
  permission,
  control,
  function: called,
  edge,
  from = [],
}: Changes): ExampleResource[] {
  return [
    { type: t.function, name: "function", props: { arn: "arn:function", ...called } },
    {
      type: t.functionUrl,
      name: "url",
      props: {
        functionName: "arn:function",
        authorizationType: "AWS_IAM",
        functionUrl: `https://${domainName}/`,
        ...url,
      },
    },
    {
      type: t.functionPermission,
      name: "permission",
      props: {
        function: "arn:function",
        action: "lambda:InvokeFunctionUrl",
        principal: "cloudfront.amazonaws.com",
        sourceArn: arn,
        ...permission,
      },
    },
    {
      type: t.originAccessControl,
      name: "control",
      props: { id: "E3", originAccessControlOriginType: "lambda", signingBehavior: "always", ...control },
    },
    {
      type: t.distribution,
      name: "edge",
      props: {
        arn,
        origins: [
          {
            originId: "function",
            domainName,
            originAccessControlId: "E3",
            customOriginConfig: {},
            ...origin,
          },
        ],
        defaultCacheBehavior: { targetOriginId: "function" },
        ...edge,
      },
      from: { origins: from },
    },
  ];
}
const found = (changes: Changes, checked = rule) =>
  findingsIn(checked, several("", ...stack(changes))).map(
    ({ urn, path, why }) => `${urn.split("::").at(-1) ?? ""} ${path}: ${why}`,
  );

describe(rule.name, () => {
  it("accepts a function URL that only the distribution may call, also in a first preview", () => {
    assert.deepEqual(found({}), []);
    assert.deepEqual(found({}, noPublicCloudfrontOrigin), []);
    const origin = { domainName: unknownValue };
    assert.deepEqual(found({ origin, from: ["url"] }), []);
    assert.deepEqual(found({ origin, from: ["url"] }, noPublicCloudfrontOrigin), []);
  });

  it("leaves other origins on the internet to the rule on public origins", () => {
    const origin = { domainName: "a1b2c3.execute-api.eu-west-1.amazonaws.com" };
    assert.deepEqual(found({ origin }), []);
    assert.equal(found({ origin }, noPublicCloudfrontOrigin).length, 1);
    const uncontrolled = { originAccessControlId: undefined };
    assert.equal(found({ origin: uncontrolled }, noPublicCloudfrontOrigin).length, 1);
  });

  it("rejects an unknown origin that is no function URL of the stack", () => {
    assert.deepEqual(found({ origin: { domainName: unknownValue } }), [
      'edge origins[0].domainName: origin "function" may be on the internet, since this is not known in preview',
    ]);
  });

  it("rejects a function URL outside the stack", () => {
    assert.deepEqual(found({ origin: { domainName: `b${domainName}` } }), [
      'edge origins[0].domainName: origin "function" is a function URL outside this stack, so it is not known who can call it',
    ]);
  });

  it("rejects an origin access control that does not sign for functions", () => {
    const why = 'CloudFront does not sign its requests to the function URL of origin "function"';
    assert.deepEqual(found({ control: { signingBehavior: "never" } }), [`control signingBehavior: ${why}`]);
    assert.deepEqual(found({ control: { originAccessControlOriginType: "s3" } }), [
      `control signingBehavior: ${why}`,
    ]);
  });

  it("rejects an unknown authorization", () => {
    assert.deepEqual(found({ url: { authorizationType: unknownValue } }), [
      "url authorizationType: anyone may call this function URL, since this is not known in preview",
    ]);
  });

  it("rejects permissions for distributions outside the stack or unknown ones", () => {
    assert.deepEqual(found({ permission: { sourceArn: `${arn}2` } }), [
      "permission sourceArn: this permission lets distributions outside this stack call a function behind CloudFront",
    ]);
    assert.deepEqual(found({ permission: { sourceArn: unknownValue } }), [
      "permission sourceArn: other distributions may call this function, since this is not known in preview",
    ]);
  });

  it("rejects a permission for distributions by pattern, also before the distribution's ARN is known", () => {
    const permission = { sourceArn: "arn:aws:cloudfront::*:distribution/*" };
    const why = "this permission lets distributions outside this stack call a function behind CloudFront";
    assert.deepEqual(found({ permission }), [`permission sourceArn: ${why}`]);
    assert.deepEqual(found({ permission, edge: { arn: unknownValue } }), [`permission sourceArn: ${why}`]);
  });

  it("rejects permissions for other accounts, and for principals of an unknown one", () => {
    const why =
      "this permission lets a principal that is not known to be of this account call a function behind CloudFront";
    for (const principal of ["444455556666", "arn:aws:iam::444455556666:role/caller"]) {
      assert.deepEqual(found({ permission: { principal } }), [`permission principal: ${why}`]);
    }
    assert.deepEqual(found({ permission: { principal: unknownValue } }), [
      "permission principal: another account may call this function, since this is not known in preview",
    ]);
  });

  it("accepts permissions for principals of the own account", () => {
    const owned = { function: { arn: "arn:aws:lambda:eu-west-1:111122223333:function:content" } };
    const named = { url: { functionName: owned.function.arn }, ...owned };
    for (const principal of ["111122223333", "arn:aws:iam::111122223333:role/caller"]) {
      const permission = { function: owned.function.arn, principal };
      assert.deepEqual(found({ ...named, permission }), []);
    }
  });

  it("judges a function URL also if the origin has no origin access control", () => {
    const origin = { originAccessControlId: undefined };
    assert.deepEqual(found({ origin, url: { authorizationType: "NONE" } }), [
      "url authorizationType: anyone can call this function URL, without CloudFront",
    ]);
  });

  it("rejects a permission for everybody", () => {
    const why = "this permission lets every AWS account call a function behind CloudFront";
    for (const functionUrlAuthType of ["AWS_IAM", undefined, unknownValue]) {
      const permission = { principal: "*", functionUrlAuthType };
      assert.deepEqual(found({ permission }), [`permission principal: ${why}`]);
    }
  });

  it("says that a permission for everybody to URLs without IAM admits nobody while the URL requires IAM", () => {
    const permission = { principal: "*", functionUrlAuthType: "NONE" };
    assert.deepEqual(found({ permission }), [
      "permission functionUrlAuthType: this permission is for a function URL of type NONE: the URL requires AWS_IAM, so it " +
        "admits nobody, but would admit everyone if the type of the URL changed",
    ]);
    const [only] = findingsIn(rule, several("", ...stack({ permission })));
    assert.equal(only?.level, "advisory");
    assert.deepEqual(found({ permission: { ...permission, principal: "444455556666" } }), []);
  });

  it("ignores permissions for other actions and services", () => {
    assert.deepEqual(found({ permission: { action: "lambda:GetFunction", principal: "*" } }), []);
    assert.deepEqual(found({ permission: { principal: "events.amazonaws.com", sourceArn: undefined } }), []);
  });
});
