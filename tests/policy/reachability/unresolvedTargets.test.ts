import assert from "node:assert/strict";
import {
  addressesOf,
  anywhere,
  mayBeFunction,
} from "../../../policy/reachability/endpoints/unresolvedTargets";
import { parseRanges } from "../../../policy/values/ranges";

describe("addressesOf", () => {
  const expected: [target: string, addresses: ReturnType<typeof addressesOf>][] = [
    ["10.0.3.7", parseRanges(["10.0.3.7"])],
    ["http://10.0.3.7:8080/path", parseRanges(["10.0.3.7"])],
    ["http://ip-10-0-3-7.eu-west-1.compute.internal/", parseRanges(["10.0.3.7"])],
    ["10.0.0.0/16", parseRanges(["10.0.0.0/16"])],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a stage variable of API Gateway
    ["http://${stageVariables.host}/", anywhere],
    ["eni-0a1b2c3d", anywhere],
    ["arn:aws:servicediscovery:eu-west-1:111122223333:service/srv-1", anywhere],
    ["34.240.10.11", undefined],
    ["https://payments.example.com/", undefined],
    ["arn:aws:sqs:eu-west-1:111122223333:orders", undefined],
    ["arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/other/1", undefined],
  ];
  for (const [target, addresses] of expected) {
    it(`gives ${addresses === undefined ? "none" : "the possible ones"} of ${target}`, () =>
      assert.deepEqual(addressesOf(target), addresses));
  }
});

describe("mayBeFunction", () => {
  it("accepts a function whose name a stage variable holds", () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a stage variable of API Gateway
    assert.equal(
      mayBeFunction("arn:aws:lambda:eu-west-1:111122223333:function:${stageVariables.name}"),
      true,
    );
  });
  it("rejects another service, and a function of another stack", () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a stage variable of API Gateway
    assert.equal(mayBeFunction("arn:aws:apigateway:eu-west-1:sqs:path/1/${stageVariables.queue}"), false);
    assert.equal(mayBeFunction("arn:aws:lambda:eu-west-1:111122223333:function:billing"), false);
  });
});
