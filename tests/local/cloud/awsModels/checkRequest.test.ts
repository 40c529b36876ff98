import assert from "node:assert/strict";
import { checkRequest } from "../../../../local/cloud/awsModels/checkRequest";
import { refusalOf } from "../../../../local/cloud/awsModels/refuseRequest";
import { versions } from "../../../../local/cloud/awsModels/tables";
import { type Properties, UNKNOWN } from "../../../../local/cloud/values";

const KEY = "aws:kms/key:Key";
const TARGETS = "aws:lb/targetGroup:TargetGroup";

/** Lists violations as "argument: kind", without the duplicates of a second model. */
const violations = (token: string, inputs: Properties): string[] => [
  ...new Set(checkRequest(token, inputs).map(({ path, kind }) => `${path}: ${kind}`)),
];

describe("a request checked against AWS's models", () => {
  it("is accepted if it conforms to them, or if its type sends nothing to AWS", () => {
    assert.deepEqual(violations(KEY, { description: "Signs", keyUsage: "SIGN_VERIFY" }), []);
    assert.deepEqual(violations("random:index/randomBytes:RandomBytes", { length: 32 }), []);
  });

  it("is checked for every kind of constraint, with the exact path of the argument", () => {
    assert.deepEqual(violations(KEY, { keyUsage: "SING_VERIFY" }), ["keyUsage: enum"]);
    assert.deepEqual(violations(KEY, { description: "a".repeat(8193) }), ["description: too long"]);
    assert.deepEqual(violations(KEY, { policy: "“" }), ["policy: pattern"]);
    assert.deepEqual(violations(KEY, { tags: { "": "x" } }), ["tags.: too short"]);
    assert.deepEqual(violations(TARGETS, { port: 0, protocol: "HTTP" }), ["port: below minimum"]);
    assert.deepEqual(violations(TARGETS, { healthCheck: { interval: 301 } }), [
      "healthCheck.interval: above maximum",
    ]);
    assert.deepEqual(violations("aws:ec2/route:Route", { destinationCidrBlock: "0.0.0.0/0" }), [
      "routeTableId: required",
    ]);
    assert.deepEqual(
      violations("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", {
        securityGroupId: "sg-00000000000000000",
        ipProtocol: "tcp",
        cidrIpv4: "10.0.0.0/8",
        prefixListId: "pl-1",
      }),
      [": exactly one"],
    );
  });

  it("is checked inside free-form documents too", () => {
    const statement = {
      byteMatchStatement: { searchString: "/", positionalConstraint: "STARTS", fieldToMatch: {} },
    };
    const rules = [{ name: "a", priority: 0, statement, visibilityConfig: {} }];
    const found = violations("aws:wafv2/webAcl:WebAcl", { scope: "REGIONAL", defaultAction: {}, rules });
    const at = "rules[0].statement.byteMatchStatement";
    assert.ok(found.includes(`${at}.positionalConstraint: enum`), found.join("\n"));
    assert.ok(found.includes(`${at}.textTransformations: required`), found.join("\n"));
  });

  it("is not checked for unknown values, empty lists or arguments that are not sent", () => {
    assert.deepEqual(violations(KEY, { keyUsage: UNKNOWN, description: UNKNOWN }), []);
    assert.deepEqual(
      violations("aws:acm/certificate:Certificate", { domainName: "a.example", subjectAlternativeNames: [] }),
      [],
    );
    assert.deepEqual(violations("aws:lb/loadBalancer:LoadBalancer", { internal: true, namePrefix: "a" }), []);
  });

  it("is checked against CloudFormation's schema too, except for enumerations that the service has itself", () => {
    assert.deepEqual(violations(KEY, { deletionWindowInDays: 31 }), ["deletionWindowInDays: above maximum"]);
    assert.deepEqual(violations("aws:ssm/parameter:Parameter", { type: "SecureString", value: "x" }), []);
    const [violation] = checkRequest("aws:ec2/securityGroup:SecurityGroup", {
      description: "an apostrophe's",
    });
    assert.match(violation?.source ?? "", /^cfn-lint [\d.]+, AWS::EC2::SecurityGroup GroupDescription$/);
  });

  it("may name a launch template's image by a Systems Manager parameter", () => {
    assert.deepEqual(
      violations("aws:ec2/launchTemplate:LaunchTemplate", { imageId: "resolve:ssm:/aws/service/x" }),
      [],
    );
  });

  it("is refused with the service's error code, the page and the model", () => {
    const call = { service: "KMS", operation: "CreateKey" };
    const refusal = (inputs: Properties): string => {
      const [violation] = checkRequest(KEY, inputs);
      assert.ok(violation !== undefined);
      return refusalOf(call, violation).message;
    };
    const { botocore } = versions();
    assert.equal(
      refusal({ keyUsage: "SING_VERIFY" }),
      "operation error KMS: CreateKey, https response error StatusCode: 400, ValidationException: `keyUsage` has value SING_VERIFY. " +
        "Allowed: one of SIGN_VERIFY, ENCRYPT_DECRYPT, GENERATE_VERIFY_MAC, KEY_AGREEMENT, ENCAPSULATE_DECAPSULATE.\n" +
        `(local cloud; source: https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html, botocore ${botocore}, ` +
        "kms 2014-11-01, CreateKey KeyUsage (KeyUsageType))",
    );
    assert.match(
      refusal({ description: "a".repeat(8193) }),
      /: `description` has length 8193\. Allowed: length 0 to 8192\.\n/,
    );
    assert.match(
      refusal({ deletionWindowInDays: 366 }),
      /^operation error KMS: ScheduleKeyDeletion, .*: `deletionWindowInDays` has value 366\. Allowed: 1 to 365\.\n/,
    );
    assert.match(
      refusal({ policy: "“secret”" }),
      /: `policy` does not match AWS's pattern\. Allowed: pattern \[/,
      "texts, which may be secret, are not shown",
    );
  });

  it("is refused by EC2 for a missing member, and for two where only one is allowed", () => {
    const call = { service: "EC2", operation: "CreateRoute" };
    const [missing] = checkRequest("aws:ec2/route:Route", {});
    assert.ok(missing !== undefined);
    assert.match(
      refusalOf(call, missing).message,
      /^operation error EC2: CreateRoute, .*, api error MissingParameter: Missing `routeTableId`: RouteTableId is required\.\n/,
    );
    const [both] = checkRequest("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", {
      securityGroupId: "sg-00000000000000000",
      ipProtocol: "tcp",
      cidrIpv4: "10.0.0.0/8",
      prefixListId: "pl-1",
    });
    assert.ok(both !== undefined);
    assert.match(
      refusalOf(call, both).message,
      /InvalidParameterValue: The arguments conflict. Set exactly one of /,
    );
  });
});
