import assert from "node:assert/strict";
import { applicationIdProblems } from "../../../components/cloudfront/plan/applications";
import { signingKeyProblems } from "../../../components/cloudfront/plan/signingKeyStates";
import { rateProblems } from "../../../components/cloudfront/plan/webAclRules";
import { optionProblems } from "../../../components/internal/componentOptions";
import { componentNameProblems, originNameProblems } from "../../../components/internal/names";
import { existingLoadBalancerProblems } from "../../../components/loadBalancer/plan/existingLoadBalancer";
import { groupProblems } from "../../../components/membersApp/plan/userPoolSettings";
import { limitProblems } from "../../../components/monitoring/plan/limits";
import { adminCidrProblems } from "../../../components/network/plan/cidrs";
import { subnetProblems } from "../../../components/network/plan/subnets";
import { combinationProblems } from "../../../components/plan/argumentCombinations";

const KEY = {
  id: "k1",
  state: "active",
  source: "kms",
  hasPublicKey: false,
  hasArn: true,
  hasEncryptionKey: true,
  publicKeyPem: undefined,
  arn: "alias/key",
};

const COMBINATION = {
  createsNetwork: false,
  usesVpc: false,
  usesCertificates: false,
  hasHostedZone: false,
  region: "eu-west-1",
  createsInstances: false,
  usesInstances: false,
  usesTasks: false,
  usesTaskGroup: false,
  instanceArguments: [],
  usesLoadBalancer: false,
  deliversApp: true,
  reachesInternet: false,
  ipv6: false,
  locksToAddresses: false,
  hasWebAcl: true,
  usesWebAcl: true,
  hasLogs: false,
  expectsCountries: true,
};

/** What is refused, and the whole text of the refusal. */
const REFUSALS: [string, string[], string[]][] = [
  [
    "an administration range with host bits",
    adminCidrProblems(["10.8.0.1/16"], false),
    [
      'adminCidrs[0] is "10.8.0.1/16"; allowed: a valid IPv4 CIDR: prefix 0–32, host bits zero. ' +
        'To fix: write it like "10.8.0.0/16".',
    ],
  ],
  [
    "a VPC that is too small",
    subnetProblems("10.0.0.0/24", 2),
    [
      'cidrBlock is "10.0.0.0/24"; allowed: a valid IPv4 CIDR: prefix 16–20, host bits zero. ' +
        'To fix: write it like "10.20.0.0/16".',
    ],
  ],
  [
    "a name that is too long",
    componentNameProblems("a-very-long-name", "-lb-signed"),
    [
      'the component\'s name is "a-very-long-name"; allowed: 1 to 14 lower-case letters, digits and -, a letter ' +
        "first. To fix: shorten it: the names of its resources begin with it.",
    ],
  ],
  [
    "one name for the site and its load balancer",
    originNameProblems({ signed: "members.example.com" }, ["members.example.com"]),
    [
      'originDomainNames.signed is "members.example.com"; allowed: a name that no viewer uses. ' +
        "To fix: leave it out, or choose another name.",
    ],
  ],
  [
    "an option without effect",
    optionProblems({ ignoreChanges: ["tags"] }),
    [
      'the option ignoreChanges is ["tags"]; allowed: nothing, for a component: Pulumi ignores it. ' +
        "To fix: set it on the child that it is for, by the option transforms.",
    ],
  ],
  [
    "two applications of one id",
    applicationIdProblems(["reports", "reports"]),
    [
      'an id of additionalApplications is "reports"; allowed: each id once. ' +
        "To fix: choose another id for one of them.",
    ],
  ],
  [
    "an encryption key and an alias beside a key in KMS",
    signingKeyProblems([KEY]),
    [
      'signingKeys "k1".encryptionKeyArn is "set"; allowed: nothing, for a key in KMS. ' +
        "To fix: remove it: a signing key encrypts nothing.",
      'signingKeys "k1".arn is "alias/key"; allowed: an ARN like arn:aws:kms:eu-west-1:111122223333:key/…. ' +
        "To fix: copy it from where the key was created.",
    ],
  ],
  [
    "a rate of no request",
    rateProblems({ requests: 0, signIns: 100 }),
    [
      "requestsPerFiveMinutes is 0; allowed: a whole number from 10 to 2000000000. " +
        "To fix: choose how many requests one address may make.",
    ],
  ],
  [
    "limits of nothing",
    limitProblems({
      expectedCountries: [],
      unexpectedCountryRequests: 0,
      viewerGigabytesPerHour: 0,
      signaturesPerFiveMinutes: 0,
    }),
    [
      "unexpectedCountryRequests is 0; allowed: a whole number from 1 to 1000000. " +
        "To fix: choose how many requests an hour are still usual.",
      "signaturesPerFiveMinutes is 0; allowed: a whole number from 1 to 1000000. " +
        "To fix: choose how many signatures in five minutes are still usual.",
      "viewerGigabytesPerHour is 0; allowed: more than 0, at most 100000. " +
        "To fix: choose how much one viewer may download in an hour.",
    ],
  ],
  [
    "a security group of another load balancer",
    existingLoadBalancerProblems(
      "arn:alb",
      { internal: true, loadBalancerType: "application", vpcId: "vpc-1", securityGroups: ["sg-2"] },
      { vpcId: "vpc-1", securityGroupId: "sg-1" },
    ),
    [
      'loadBalancerSecurityGroupId is "sg-1"; allowed: a group that is attached to the load balancer: sg-2. ' +
        "To fix: choose one of them: rules in another group admit nobody.",
    ],
  ],
  [
    "a group that Cognito would not accept",
    groupProblems(["No"]),
    [
      'the group is "No"; allowed: 1 to 40 lower-case letters, digits and -, a letter first. ' +
        "To fix: correct anyOf, or use your own issuer by oidc.",
    ],
  ],
  [
    "arguments that cannot be combined",
    combinationProblems(COMBINATION),
    [
      "hostedZoneId is missing; allowed: hostedZoneId, certificates or both. " +
        "To fix: name the zone in which certificates are validated, or use your own certificates.",
      'origin is "neither bootScript nor instances nor tasks"; allowed: one of bootScript, instances and tasks. ' +
        "To fix: name the boot script of new instances, existing instances, or the tasks of your ECS services.",
      'egress is "endpoints"; allowed: nat: log in by OIDC needs the internet. ' +
        "To fix: leave egress out, or run an application without log in by bootScript alone.",
      'webAclArn is "set beside webAcl"; allowed: webAclArn or webAcl. To fix: keep the one that you mean.',
      "logs is missing; allowed: logs, beside alarms.expectedCountries. " +
        "To fix: write logs: {}, or leave the countries out: only the access log names them.",
    ],
  ],
  [
    "tasks beside what instances have",
    combinationProblems({
      ...COMBINATION,
      hasHostedZone: true,
      createsInstances: true,
      usesTasks: true,
      usesTaskGroup: true,
      instanceArguments: ["instanceType", "minInstances"],
      usesWebAcl: false,
      expectsCountries: false,
    }),
    [
      'origin is "bootScript and tasks"; allowed: one of bootScript, instances and tasks. ' +
        "To fix: name the boot script of new instances, existing instances, or the tasks of your ECS services.",
      "vpc is missing; allowed: vpc, beside origin.tasks.securityGroupId. To fix: name the VPC that it is in.",
      'origin.instanceType is "set beside tasks"; allowed: origin.instanceType or tasks. ' +
        "To fix: set it on your ECS service.",
      'origin.minInstances is "set beside tasks"; allowed: origin.minInstances or tasks. ' +
        "To fix: set it on your ECS service.",
      'egress is "endpoints"; allowed: nat: tasks pull their image from a registry. ' +
        "To fix: leave egress out, or use your own vpc with endpoints of your registry.",
      'origin.app is "set beside tasks"; allowed: origin.app or tasks. To fix: deliver to them yourself.',
    ],
  ],
];

describe("messages about arguments", () => {
  for (const [what, problems, expected] of REFUSALS) {
    it(`name the value, what is allowed and the remedy for ${what}`, () => {
      assert.deepEqual(problems, expected);
    });
  }
});
