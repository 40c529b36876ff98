/** The experiments in the order in which they run, grouped by program. */
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
  time: "40 for all experiments of this program together",
} as const;

/** All experiments. */
export const experiments: readonly Experiment[] = [
  {
    ...VPC_ORIGIN,
    name: "headers-stay-apart",
    question:
      "Do two origins with the same VPC origin and domain name, which differ only in a header, keep their headers apart?",
    why: "The secret header decides which tier a request reaches: the wrong origin's header would open the members port without a signature.",
    outcomes: {
      pass: "One origin domain name is enough for both tiers.",
      fail: "Each tier needs an origin domain name of its own.",
    },
    localCheck: "edge",
    check: headersStayApart,
  },
  {
    ...VPC_ORIGIN,
    name: "origin-tls-name",
    question: "Does CloudFront require the certificate behind a VPC origin to cover the origin domain name?",
    why: "TLS between CloudFront and the load balancer protects against impersonation only if the name is checked.",
    outcomes: {
      pass: "The threat model's statement on TLS to the origin is confirmed.",
      fail: "The threat model must not rely on the name, and the regional certificate can be simpler.",
    },
    needs: { setting: "zone", option: "--zone with a hosted zone in the account" },
    localCheck: "no",
    check: originNameIsChecked,
  },
  {
    ...VPC_ORIGIN,
    name: "prefix-list-admits",
    question: "Is CloudFront's prefix list enough to admit the traffic of a VPC origin?",
    why: "It is the load balancer's only ingress rule by default.",
    outcomes: {
      pass: "`admission: addresses` stays the default.",
      fail: "`admission: serviceGroup` becomes the default, in a second update.",
    },
    localCheck: "edge",
    check: prefixListAdmits,
  },
  {
    ...VPC_ORIGIN,
    name: "vpc-origin-leftovers",
    question:
      "Do CloudFront's network interfaces and service security group disappear within five minutes of the VPC origin?",
    why: "They block the deletion of the VPC, which the AWS provider tries for five minutes; after that, the destroy fails.",
    time: "5 to 60 more",
    outcomes: {
      pass: "A destroy takes one run.",
      fail: "The guides state the measured time, and that a destroy takes two runs.",
    },
    deployments: [CLOSED],
    localCheck: "no",
    check: leftoversGoInTime,
  },
  {
    name: "balancer-log-policy",
    question: "May a load balancer write its log to a bucket that admits it by `aws:SourceArn`?",
    why: "Public reports contradict each other, and a refusal would make the first update fail.",
    program: "balancer-log-policy",
    creates: "a VPC, an internal load balancer, a bucket",
    cost: "0.02",
    time: "10",
    outcomes: {
      pass: "The bucket policy may have the condition.",
      fail: "The bucket policy relies only on the account id in the path.",
    },
    deployments: LOGGED,
    localCheck: "no",
    check: sourceArnIsAccepted,
  },
  {
    name: "kms-signatures",
    question: questions.signatures,
    why: "KMS signs only with ECDSA and SHA-256; AWS's pages document `Hash-Algorithm` for URLs, and less clearly for cookies.",
    program: "kms-signatures",
    creates: "a KMS key, a key group, a bucket with one file, a distribution",
    cost: "0.01",
    time: "15",
    outcomes: {
      pass: "KMS stays the default store of signing keys.",
      fail: "Keys in Secrets Manager become the default, or URLs replace cookies.",
    },
    localCheck: "edge",
    check: signaturesAreAccepted,
  },
  {
    name: "sign-in-form",
    question:
      "Does Cognito's sign-in page ask for a password with the authentication flows of the members site's client?",
    why: "Without a password field nobody can sign in.",
    program: "sign-in-form",
    creates: "a user pool with a domain and a client, a secret",
    cost: "0.01",
    time: "5",
    outcomes: {
      pass: "The client keeps its flows.",
      fail: "The client gets another flow beside `ALLOW_USER_SRP_AUTH`.",
    },
    localCheck: "no",
    check: pageAsksForPassword,
  },
  {
    name: "boot-script",
    question: "Does an instance serve both ports within the grace period of its Auto Scaling group?",
    why: "An instance that boots too slowly is replaced again and again, although the update succeeds.",
    program: "boot-script",
    creates:
      "a VPC with a NAT gateway, an internal load balancer, one t4g.micro, what the members site needs to boot",
    cost: "0.10",
    time: "15",
    outcomes: {
      pass: "The boot script and the grace period stay.",
      fail: "The grace period becomes longer, or the boot script installs less.",
    },
    localCheck: "no",
    check: bootsInTime,
  },
  {
    name: "log-delivery-policies",
    question: "Do access-log deliveries leave the deployed policies of bucket and log group unchanged?",
    why: "A policy that AWS changes is drift in every refresh, and the next update reverts it.",
    program: "log-delivery",
    creates: "a bucket with one file, a distribution, a log group, an archive bucket, two log deliveries",
    cost: "0.01",
    time: "15",
    outcomes: {
      pass: "The policies stay as they are.",
      fail: "The policies adopt AWS's form.",
    },
    localCheck: "engine",
    check: policiesStay,
  },
  {
    name: "insights-sum-text",
    question: "Does Contributor Insights sum numbers that are written as text?",
    why: "CloudFront logs numbers as text; if text is not summed, an alarm on a viewer's volume never fires.",
    program: "insight-rules",
    creates: "a log group, two Contributor Insights rules, two log events",
    cost: "0.01",
    time: "20",
    outcomes: {
      pass: "A rule on the access log may raise the alarm.",
      fail: "Volume by viewer is measured without Contributor Insights.",
    },
    localCheck: "no",
    check: textIsSummed,
  },
];
