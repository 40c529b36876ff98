import { account } from "./account";
import { acm } from "./acm";
import { autoscaling } from "./autoscaling";
import { bucketSettings } from "./bucketSettings";
import { cloudfront } from "./cloudfront";
import { cognito } from "./cognito";
import { distribution } from "./distribution";
import { edgeMetrics } from "./edgeMetrics";
import { edgePolicies } from "./edgePolicies";
import { elb } from "./elb";
import { endpoints } from "./endpoints";
import { iam } from "./iam";
import { instances } from "./instances";
import { kms } from "./kms";
import { launchTemplates } from "./launchTemplates";
import { listenerRules } from "./listenerRules";
import { listeners } from "./listeners";
import { logDelivery } from "./logDelivery";
import { logGroupPolicies } from "./logGroupPolicies";
import { logReading } from "./logReading";
import { lookups } from "./lookups";
import { managedPolicies } from "./managedPolicies";
import { monitoring } from "./monitoring";
import { nat } from "./nat";
import { prefixLists } from "./prefixLists";
import { random } from "./random";
import { route53 } from "./route53";
import { routing } from "./routing";
import { s3 } from "./s3";
import { secretsmanager } from "./secretsmanager";
import { securityGroups } from "./securityGroups";
import { sessionDocuments } from "./sessionDocuments";
import type { FunctionFact, Reference, ResourceFact } from "./shape";
import { ssm } from "./ssm";
import { topicSubscriptions } from "./topicSubscriptions";
import { vpcOrigins } from "./vpcOrigins";
import { vpcs } from "./vpcs";
import { wafv2 } from "./wafv2";

/** The facts of one file. */
export interface Facts {
  resources?: readonly ResourceFact[];
  functions?: readonly FunctionFact[];
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
  private readonly resources = new Map<string, { fact: ResourceFact; file: string }>();
  private readonly functions = new Map<string, { fact: FunctionFact; file: string }>();

  constructor(files: Readonly<Record<string, Facts>>) {
    for (const [file, facts] of Object.entries(files)) {
      facts.resources?.forEach((fact) => this.resources.set(fact.token, { fact, file }));
      facts.functions?.forEach((fact) => this.functions.set(fact.token, { fact, file }));
    }
  }

  /** Every resource type. */
  all(): ResourceFact[] {
    return [...this.resources.values()].map(({ fact }) => fact);
  }

  /** Every function. */
  allFunctions(): FunctionFact[] {
    return [...this.functions.values()].map(({ fact }) => fact);
  }

  /** Facts of a resource type. Throws {@link MissingFact}. */
  resource(token: string): ResourceFact {
    const found = this.resources.get(token);
    if (found === undefined) {
      throw new MissingFact(
        `The local cloud has no facts about the resource type ${token}. They belong in ${this.fileOf(token)}.`,
      );
    }
    return found.fact;
  }

  /** Facts of a function. Throws {@link MissingFact}. */
  function(token: string): FunctionFact {
    const found = this.functions.get(token);
    if (found === undefined) {
      throw new MissingFact(
        `The local cloud has no facts about the function ${token}. They belong in ${this.fileOf(token)}.`,
      );
    }
    return found.fact;
  }

  /** The file that holds a token's facts, or should. */
  fileOf(token: string): string {
    const file =
      (this.resources.get(token) ?? this.functions.get(token))?.file ?? token.split(/[:/]/)[1] ?? "aws";
    return `local/cloud/facts/${file}.ts`;
  }

  /** Who may name resources of a type, and where. */
  namers(token: string): { holder: ResourceFact; reference: Reference }[] {
    return this.all().flatMap((holder) =>
      (holder.references ?? [])
        .filter(({ to }) => to.includes(token))
        .map((reference) => ({ holder, reference })),
    );
  }
}

/** The facts of the local cloud. */
export const table = new Table(FILES);
