import assert from "node:assert/strict";
import { identifiersIn } from "../../../policy/stack/references";

const functionArn = "arn:aws:lambda:eu-west-1:111122223333:function:orders";
const balancers = "arn:aws:elasticloadbalancing:eu-west-1:111122223333";

describe("identifiersIn", () => {
  const expected: [what: string, reference: string, identifiers: string[]][] = [
    [
      "the host of a URL",
      "https://Internal-alb-1.eu-west-1.elb.amazonaws.com:443/path",
      ["internal-alb-1.eu-west-1.elb.amazonaws.com"],
    ],
    ["the function of an alias", `${functionArn}:live`, [functionArn, "orders"]],
    [
      "the function of an ARN that API Gateway invokes",
      `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${functionArn}/invocations`,
      [functionArn, "orders"],
    ],
    ["the function of a name with an alias", "orders:live", ["orders"]],
    [
      "the load balancer of a listener",
      `${balancers}:listener/app/site/50dc6c495c0c9188/f2f7dc8efc522ab2`,
      [`${balancers}:loadbalancer/app/site/50dc6c495c0c9188`],
    ],
    [
      "the id of a subnet's ARN",
      "arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-0a1b2c3d",
      ["subnet-0a1b2c3d"],
    ],
    ["nothing of an id", "subnet-0a1b2c3d", []],
    ["nothing of a queue", "arn:aws:sqs:eu-west-1:111122223333:orders", []],
  ];
  for (const [what, reference, identifiers] of expected) {
    it(`finds ${what}`, () => assert.deepEqual(identifiersIn(reference), identifiers));
  }
});
