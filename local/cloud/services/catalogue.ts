import { acm } from "./acm/certificates";
import { autoscaling } from "./autoscaling";
import { cloudfront } from "./cloudfront/cloudfront";
import { distribution } from "./cloudfront/distribution";
import { managedPolicies } from "./cloudfront/managedPolicies";
import { edgeMetrics } from "./cloudfront/metrics";
import { edgePolicies } from "./cloudfront/policies";
import { vpcOrigins } from "./cloudfront/vpcOrigins";
import { monitoring } from "./cloudwatch";
import { cognito } from "./cognito";
import { endpoints } from "./ec2/endpoints";
import { instances } from "./ec2/instances";
import { launchTemplates } from "./ec2/launchTemplates";
import { nat } from "./ec2/nat";
import { prefixLists } from "./ec2/prefixLists";
import { routing } from "./ec2/routing";
import { securityGroups } from "./ec2/securityGroups";
import { vpcs } from "./ec2/vpcs";
import { listenerRules } from "./elb/listenerRules";
import { listeners } from "./elb/listeners";
import { elb } from "./elb/loadBalancers";
import { account } from "./iam/account";
import { iam } from "./iam/iam";
import { kms } from "./kms";
import { logDelivery } from "./logs/logDelivery";
import { logGroupPolicies } from "./logs/logGroupPolicies";
import { logReading } from "./logs/queries";
import { lookups } from "./lookups";
import { random } from "./random";
import type { FunctionType, Reference, ResourceType } from "./resourceType";
import { route53 } from "./route53/records";
import { bucketSettings } from "./s3/bucketSettings";
import { s3 } from "./s3/buckets";
import { secretsmanager } from "./secretsManager/secrets";
import { topicSubscriptions } from "./sns";
import { ssm } from "./ssm/parameters";
import { sessionDocuments } from "./ssm/sessionDocuments";
import { wafv2 } from "./wafv2";

/** The facts of one file. */
export interface Facts {
  resources?: readonly ResourceType[];
  functions?: readonly FunctionType[];
}

const FILES: Readonly<Record<string, Facts>> = {
  account,
  acm,
  bucketSettings,
  instances,
  logDelivery,
  logGroupPolicies,
  logReading,
  lookups,
  monitoring,
  secretsmanager,
  sessionDocuments,
  ssm,
  topicSubscriptions,
  wafv2,
  autoscaling,
  cloudfront,
  cognito,
  distribution,
  edgeMetrics,
  edgePolicies,
  elb,
  endpoints,
  iam,
  kms,
  launchTemplates,
  listeners,
  listenerRules,
  managedPolicies,
  nat,
  prefixLists,
  random,
  route53,
  routing,
  s3,
  securityGroups,
  vpcOrigins,
  vpcs,
};

/** A type, function or argument that the local cloud knows nothing about. */
export class MissingFact extends Error {}

/** All facts, by token. */
export class Table {
  private readonly resources = new Map<string, { fact: ResourceType; file: string }>();
  private readonly functions = new Map<string, { fact: FunctionType; file: string }>();

  constructor(files: Readonly<Record<string, Facts>>) {
    for (const [file, facts] of Object.entries(files)) {
      facts.resources?.forEach((fact) => this.resources.set(fact.token, { fact, file }));
      facts.functions?.forEach((fact) => this.functions.set(fact.token, { fact, file }));
    }
  }

  /** Every resource type. */
  all(): ResourceType[] {
    return [...this.resources.values()].map(({ fact }) => fact);
  }

  /** Every function. */
  allFunctions(): FunctionType[] {
    return [...this.functions.values()].map(({ fact }) => fact);
  }

  /** Facts of a resource type. Throws {@link MissingFact}. */
  resource(token: string): ResourceType {
    const found = this.resources.get(token);
    if (found === undefined) {
      throw new MissingFact(
        `The local cloud does not know the resource type ${token}. Add it to ${this.fileOf(token)}.`,
      );
    }
    return found.fact;
  }

  /** Facts of a function. Throws {@link MissingFact}. */
  function(token: string): FunctionType {
    const found = this.functions.get(token);
    if (found === undefined) {
      throw new MissingFact(
        `The local cloud does not know the function ${token}. Add it to ${this.fileOf(token)}.`,
      );
    }
    return found.fact;
  }

  /** The file that holds a token's facts, or should. */
  fileOf(token: string): string {
    const file =
      (this.resources.get(token) ?? this.functions.get(token))?.file ?? token.split(/[:/]/)[1] ?? "aws";
    return `local/cloud/services/${file}.ts`;
  }

  /** Who may name resources of a type, and where. */
  namers(token: string): { holder: ResourceType; reference: Reference }[] {
    return this.all().flatMap((holder) =>
      (holder.references ?? [])
        .filter(({ to }) => to.includes(token))
        .map((reference) => ({ holder, reference })),
    );
  }
}

/** The facts of the local cloud. */
export const table = new Table(FILES);
