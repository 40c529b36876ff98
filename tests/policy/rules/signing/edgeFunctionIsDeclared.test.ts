import assert from "node:assert/strict";
import { type ExampleResource, several, unknownValue } from "../../../../policy/examples/example";
import type { PackOptions } from "../../../../policy/options/options";
import { resourceTypes as t } from "../../../../policy/resources/resourceTypes";
import { edgeFunctionIsDeclared as rule } from "../../../../policy/rules/signing/edgeFunctionIsDeclared";
import { findingsIn } from "../../support/exampleFindings";

const lambdaArn = "arn:aws:lambda:us-east-1:111122223333:function:rewrite";
const onRequests = {
  lambdaFunctionAssociations: [{ eventType: "origin-request", lambdaArn: `${lambdaArn}:3` }],
};
const signed = { pathPattern: "/videos/*", targetOriginId: "videos", trustedKeyGroups: ["group"] };
const videos = {
  originId: "videos",
  domainName: "videos.s3.eu-west-1.amazonaws.com",
  originPath: "/members",
};

const edge = (fallback: object, ordered: object[] = [signed], name = "edge"): ExampleResource => ({
  type: t.distribution,
  name,
  props: {
    origins: [videos],
    orderedCacheBehaviors: ordered,
    defaultCacheBehavior: { targetOriginId: "videos", ...fallback },
  },
});
function found(resources: ExampleResource[], edgeFunctions: PackOptions["edgeFunctions"] = []): string[] {
  const example = { ...several("", ...resources), options: { edgeFunctions } };
  return findingsIn(rule, example).map(
    ({ urn, path, why }) => `${urn.split("::").at(-1) ?? ""} ${path}: ${why}`,
  );
}
const path = "defaultCacheBehavior.lambdaFunctionAssociations";
const who = (name: string) =>
  `${name} runs on requests to the default behavior, and can send them to signed content`;
const why = who("this function");

describe(rule.name, () => {
  it("accepts functions on signed behaviors, and in distributions without signed content", () => {
    assert.deepEqual(found([edge({}, [{ ...signed, ...onRequests }])]), []);
    assert.deepEqual(found([edge(onRequests, [])]), []);
  });

  it("rejects one in a distribution that reads the bucket of a signed behavior", () => {
    assert.deepEqual(found([edge({}), edge(onRequests, [], "other")]), [
      `other ${path}[0].lambdaArn: ${why}`,
    ]);
  });

  it("accepts versions of a declared Lambda function, inside or outside the stack", () => {
    const reason = "Adds index.html only";
    const inside = { type: t.function, name: "rewrite", props: { arn: lambdaArn } };
    assert.deepEqual(found([edge(onRequests)], [{ function: `${lambdaArn}*`, reason }]), []);
    assert.deepEqual(found([edge(onRequests), inside], [{ function: "*::rewrite", reason }]), []);
    assert.deepEqual(found([edge(onRequests), inside], [{ function: "*::other", reason }]), [
      `edge ${path}[0].lambdaArn: ${who("urn:pulumi:dev::test::aws:lambda/function:Function::rewrite")}`,
    ]);
  });

  it("rejects an unknown function, unless all that it can be are declared", () => {
    const functions = ["a", "b"].map((name) => ({ type: t.edgeFunction, name, props: {} }));
    const unknown = {
      ...edge({ functionAssociations: [{ eventType: "viewer-request", functionArn: unknownValue }] }),
      from: { defaultCacheBehavior: ["a", "b"] },
    };
    const reason = "Redirects only";
    assert.equal(found([unknown, ...functions], [{ function: "*::a", reason }]).length, 1);
    assert.deepEqual(
      found(
        [unknown, ...functions],
        [
          { function: "*::a", reason },
          { function: "*::b", reason },
        ],
      ),
      [],
    );
  });

  it("rejects an unknown list of functions", () => {
    assert.deepEqual(found([edge({ lambdaFunctionAssociations: unknownValue })]), [
      `edge ${path}: a function may change requests to the default behavior, since this is not known in preview`,
    ]);
  });
});
