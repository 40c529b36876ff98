import assert from "node:assert/strict";
import { checkRequest } from "../../../../local/cloud/models/checkRequest";
import { refusalOf } from "../../../../local/cloud/models/refuseRequest";
import { versions } from "../../../../local/cloud/models/tables";
import { type Properties, UNKNOWN } from "../../../../local/cloud/values";

const KEY = "aws:kms/key:Key";
const TARGETS = "aws:lb/targetGroup:TargetGroup";

/** What is broken, as "argument: kind", each once: two models may say the same. */
const broken = (token: string, inputs: Properties): string[] => [
  ...new Set(checkRequest(token, inputs).map(({ path, kind }) => `${path}: ${kind}`)),
];

describe("a request, against AWS's models", () => {
  it("is accepted when it keeps to them, and when a type sends nothing to AWS", () => {
    assert.deepEqual(broken(KEY, { description: "Signs", keyUsage: "SIGN_VERIFY" }), []);
    assert.deepEqual(broken("random:index/randomBytes:RandomBytes", { length: 32 }), []);
  });

  it("is held against every kind of constraint, at the exact path of the argument", () => {
    assert.deepEqual(broken(KEY, { keyUsage: "SING_VERIFY" }), ["keyUsage: enum"]);
    assert.deepEqual(broken(KEY, { description: "a".repeat(8193) }), ["description: too long"]);
    assert.deepEqual(broken(KEY, { policy: "“" }), ["policy: pattern"]);
    assert.deepEqual(broken(KEY, { tags: { "": "x" } }), ["tags.: too short"]);
    assert.deepEqual(broken(TARGETS, { port: 0, protocol: "HTTP" }), ["port: below minimum"]);
    assert.deepEqual(broken(TARGETS, { healthCheck: { interval: 301 } }), [
      "healthCheck.interval: above maximum",
    ]);
    assert.deepEqual(broken("aws:ec2/route:Route", { destinationCidrBlock: "0.0.0.0/0" }), [
      "routeTableId: required",
    ]);
    assert.deepEqual(
      broken("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", {
        securityGroupId: "sg-00000000000000000",
        ipProtocol: "tcp",
        cidrIpv4: "10.0.0.0/8",
        prefixListId: "pl-1",
      }),
      [": exactly one"],
    );
  });

  it("is read into documents that the local cloud takes whole", () => {
    const statement = {
      byteMatchStatement: { searchString: "/", positionalConstraint: "STARTS", fieldToMatch: {} },
    };
    const rules = [{ name: "a", priority: 0, statement, visibilityConfig: {} }];
    const found = broken("aws:wafv2/webAcl:WebAcl", { scope: "REGIONAL", defaultAction: {}, rules });
    const at = "rules[0].statement.byteMatchStatement";
    assert.ok(found.includes(`${at}.positionalConstraint: enum`), found.join("\n"));
    assert.ok(found.includes(`${at}.textTransformations: required`), found.join("\n"));
  });

  it("is not judged by what is unknown, empty lists, or arguments that are not sent", () => {
    assert.deepEqual(broken(KEY, { keyUsage: UNKNOWN, description: UNKNOWN }), []);
    assert.deepEqual(
      broken("aws:acm/certificate:Certificate", { domainName: "a.example", subjectAlternativeNames: [] }),
      [],
    );
    assert.deepEqual(broken("aws:lb/loadBalancer:LoadBalancer", { internal: true, namePrefix: "a" }), []);
  });

  it("is held against CloudFormation's schema too, but for values of which the service itself lists more", () => {
    assert.deepEqual(broken(KEY, { deletionWindowInDays: 31 }), ["deletionWindowInDays: above maximum"]);
    assert.deepEqual(broken("aws:ssm/parameter:Parameter", { type: "SecureString", value: "x" }), []);
    const [violation] = checkRequest("aws:ec2/securityGroup:SecurityGroup", {
      description: "an apostrophe's",
    });
    assert.match(violation?.source ?? "", /^cfn-lint [\d.]+, AWS::EC2::SecurityGroup GroupDescription$/);
  });

  it("leaves to a parameter of Systems Manager what image a launch template has", () => {
    assert.deepEqual(
      broken("aws:ec2/launchTemplate:LaunchTemplate", { imageId: "resolve:ssm:/aws/service/x" }),
      [],
    );
  });

  it("is refused with the service's code, in one line, with the page and the model", () => {
    const call = { service: "KMS", operation: "CreateKey" };
    const refusal = (inputs: Properties): string => {
      const [violation] = checkRequest(KEY, inputs);
      assert.ok(violation !== undefined);
      return refusalOf(call, violation).message;
    };
    const { botocore } = versions();
    assert.equal(
      refusal({ keyUsage: "SING_VERIFY" }),
      "operation error KMS: CreateKey, https response error StatusCode: 400, ValidationException: `keyUsage` is SING_VERIFY. " +
        "Allowed: one of SIGN_VERIFY, ENCRYPT_DECRYPT, GENERATE_VERIFY_MAC, KEY_AGREEMENT, ENCAPSULATE_DECAPSULATE.\n" +
        `(local cloud; source: https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html, botocore ${botocore}, ` +
        "kms 2014-11-01, CreateKey KeyUsage (KeyUsageType))",
    );
    assert.match(
      refusal({ description: "a".repeat(8193) }),
      /: `description` is length 8193\. Allowed: length 0 to 8192\.\n/,
    );
    assert.match(
      refusal({ deletionWindowInDays: 366 }),
      /^operation error KMS: ScheduleKeyDeletion, .*: `deletionWindowInDays` is 366\. Allowed: 1 to 365\.\n/,
    );
    assert.match(
      refusal({ policy: "“secret”" }),
      /: `policy` has characters or a form that AWS refuses\. Allowed: pattern \[/,
      "texts, which may be secret, are not shown",
    );
  });

  it("is refused by EC2 for a member that is missing, and for two where one is allowed", () => {
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
      /InvalidParameterValue: The arguments have more than one of these: give exactly one of /,
    );
  });
});
