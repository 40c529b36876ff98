/** The experiments, in the order in which they run: those of one program stand together. */
import { questions } from "../cli/prove/questions";
import { LOGGED, sourceArnIsAccepted } from "./checks/balancerLog";
import { bootsInTime } from "./checks/bootScript";
import { textIsSummed } from "./checks/insightRules";
import { policiesStay } from "./checks/logDelivery";
import { signaturesAreAccepted } from "./checks/signatures";
import { pageAsksForPassword } from "./checks/signInForm";
import {
  CLOSED,
  headersStayApart,
  leftoversGoInTime,
  originNameIsChecked,
  prefixListAdmits,
} from "./checks/vpcOrigin";
import type { Experiment } from "./experiment";

const VPC_ORIGIN = {
  program: "vpc-origin",
  creates:
    "a VPC, an internal load balancer with two fixed responses, a VPC origin, a distribution; with --zone a certificate and records",
  cost: "0.05",
  time: "40, for all experiments of this program together",
} as const;

/** All experiments. */
export const experiments: readonly Experiment[] = [
  {
    ...VPC_ORIGIN,
    name: "headers-stay-apart",
    question:
      "Do two origins of one VPC origin and one domain name, which differ by a header alone, keep their headers apart?",
    why: "The secret header decides which tier a request reaches: a header of the wrong origin opens the members port without a signature.",
    outcomes: {
      pass: "One origin domain name is enough for both tiers.",
      fail: "Each tier needs an origin domain name of its own.",
    },
    played: "edge",
    check: headersStayApart,
  },
  {
    ...VPC_ORIGIN,
    name: "origin-tls-name",
    question: "Does CloudFront demand the origin's domain name in the certificate behind a VPC origin?",
    why: "TLS between CloudFront and the load balancer protects only if the name is checked.",
    outcomes: {
      pass: "The threat model's statement on TLS to the origin is confirmed.",
      fail: "The threat model must not count on the name, and the regional certificate can be simpler.",
    },
    needs: { setting: "zone", option: "--zone with a hosted zone of the account" },
    played: "no",
    check: originNameIsChecked,
  },
  {
    ...VPC_ORIGIN,
    name: "prefix-list-admits",
    question: "Does CloudFront's prefix list alone admit the traffic of a VPC origin?",
    why: "It is the load balancer's only ingress rule by default.",
    outcomes: {
      pass: "`admission: addresses` stays the default.",
      fail: "`admission: serviceGroup` becomes the default, in a second update.",
    },
    played: "edge",
    check: prefixListAdmits,
  },
  {
    ...VPC_ORIGIN,
    name: "vpc-origin-leftovers",
    question:
      "Are CloudFront's interfaces and service security group gone within five minutes of the VPC origin?",
    why: "The AWS provider tries for five minutes to delete a VPC that they hold; then a destroy fails.",
    time: "5 to 60 more",
    outcomes: {
      pass: "A destroy ends in one run.",
      fail: "The guides give the measured time, and a destroy is run twice.",
    },
    deployments: [CLOSED],
    played: "no",
    check: leftoversGoInTime,
  },
  {
    name: "balancer-log-policy",
    question: "May a load balancer write its log to a bucket that admits it by `aws:SourceArn`?",
    why: "Public reports contradict each other, and a refusal makes the first update fail.",
    program: "balancer-log-policy",
    creates: "a VPC, an internal load balancer, a bucket",
    cost: "0.02",
    time: "10",
    outcomes: {
      pass: "The bucket's policy may carry the condition.",
      fail: "The bucket's policy relies on the account id in the path alone.",
    },
    deployments: LOGGED,
    played: "no",
    check: sourceArnIsAccepted,
  },
  {
    name: "kms-signatures",
    question: questions.signatures,
    why: "KMS signs with ECDSA and SHA-256 and nothing else; AWS's pages show `Hash-Algorithm` for URLs, less for cookies.",
    program: "kms-signatures",
    creates: "a KMS key, a key group, a bucket with one file, a distribution",
    cost: "0.01",
    time: "15",
    outcomes: {
      pass: "KMS stays the default home of signing keys.",
      fail: "Keys in Secrets Manager become the default, or URLs in place of cookies.",
    },
    played: "edge",
    check: signaturesAreAccepted,
  },
  {
    name: "sign-in-form",
    question: "Does Cognito's sign-in page ask for a password with the flows of the members site's client?",
    why: "Without a password field nobody signs in.",
    program: "sign-in-form",
    creates: "a user pool with a domain and a client, a secret",
    cost: "0.01",
    time: "5",
    outcomes: {
      pass: "The client's flows stay.",
      fail: "The client gets another flow beside `ALLOW_USER_SRP_AUTH`.",
    },
    played: "no",
    check: pageAsksForPassword,
  },
  {
    name: "boot-script",
    question: "Does an instance serve both ports within the grace period of its Auto Scaling group?",
    why: "An instance that boots too slowly is replaced for ever, and the update is green.",
    program: "boot-script",
    creates:
      "a VPC with a NAT gateway, an internal load balancer, one t4g.micro, what the members site needs to boot",
    cost: "0.10",
    time: "15",
    outcomes: {
      pass: "Boot script and grace period stay.",
      fail: "The grace period grows, or the boot script installs less.",
    },
    played: "no",
    check: bootsInTime,
  },
  {
    name: "log-delivery-policies",
    question:
      "Do the deliveries of access logs leave the policies of bucket and log group as they were deployed?",
    why: "A policy that AWS changes is drift in each refresh, and the next update changes it back.",
    program: "log-delivery",
    creates: "a bucket with one file, a distribution, a log group, an archive bucket, two log deliveries",
    cost: "0.01",
    time: "15",
    outcomes: {
      pass: "The policies stay as they are.",
      fail: "The policies take the form that AWS gives them.",
    },
    played: "engine",
    check: policiesStay,
  },
  {
    name: "insights-sum-text",
    question: "Does Contributor Insights sum numbers that are written as text?",
    why: "CloudFront's log has numbers as text; if text is not summed, an alarm on the volume of a viewer never rings.",
    program: "insight-rules",
    creates: "a log group, two Contributor Insights rules, two log events",
    cost: "0.01",
    time: "20",
    outcomes: {
      pass: "A rule on the access log may raise the alarm.",
      fail: "Volume by viewer is counted without Contributor Insights.",
    },
    played: "no",
    check: textIsSummed,
  },
];
