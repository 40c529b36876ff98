import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as wafv2 from "@pulumi/aws/wafv2";
import * as pulumi from "@pulumi/pulumi";
import { refuseProblems } from "../internal/argumentError";
import { EDGE_REGION } from "../internal/edgeRegion";
import { componentNameProblems } from "../internal/names";
import { publishOutputs } from "../internal/publishOutputs";
import { refuseWrongTypes } from "../internal/types/argumentTypes";
import { allowLogDelivery } from "../monitoring/accessLogs";
import { DEFAULT_GROUP_DAYS, groupDaysProblems } from "../monitoring/plan/retention";
import { errorPageProblems, pageLinks } from "./plan/errorPagePaths";
import {
  DEFAULT_RATES,
  type RateLimits,
  REDACTED_HEADERS,
  rateProblems,
  visibility,
  webAclRules,
} from "./plan/webAclRules";

/** What the web ACL does with a request that matches a rule. */
export enum WebAclAction {
  /** Counts and logs it, and allows it, to see what would be refused. */
  Count = "count",
  /** Refuses it. */
  Block = "block",
}

/** Options of the web ACL of a site. */
export interface WebAclLimitsArgs {
  /** What the web ACL does with a request that matches a rule. Default: block. */
  action?: WebAclAction;
  /** Requests that one address may make in five minutes. Default: 2000. */
  requestsPerFiveMinutes?: number;
  /** Requests to sign in or out that one address may make in five minutes. Default: 100. */
  signInsPerFiveMinutes?: number;
}

/** Arguments of the web ACL in front of a distribution. */
export interface WebAclArgs extends WebAclLimitsArgs {
  /** Path of the sign-in page. Default: /login. */
  loginPath?: string;
  /** Days for which CloudWatch keeps the log of counted and refused requests. Default: 30. */
  groupDays?: number;
  /**
   * ARN of a KMS key in us-east-1 that encrypts that log; its policy admits CloudWatch Logs. Default: none, and CloudWatch
   * uses its own.
   */
  encryptionKeyArn?: pulumi.Input<string>;
  /** Tags for the web ACL and its log group. */
  tags?: { [key: string]: pulumi.Input<string> };
}

/**
 * A web ACL for a distribution: AWS's managed rules, a rate limit for each address, and a stricter one for signing in. Its
 * log has the counted and refused requests, without credentials.
 *
 * @example new WebAcl("site", { action: WebAclAction.Count })
 */
export class WebAcl extends pulumi.ComponentResource {
  /** ARN of the web ACL, which the distribution names. */
  public readonly webAclArn!: pulumi.Output<string>;
  /** Name of the log group, in us-east-1. */
  public readonly logGroupName!: pulumi.Output<string>;

  constructor(name: string, args: WebAclArgs, opts?: pulumi.ComponentResourceOptions) {
    refuseWrongTypes("WebAcl", name, args);
    const { groupDays = DEFAULT_GROUP_DAYS, tags } = args;
    const links = pageLinks({ loginPath: args.loginPath });
    refuseProblems("WebAcl", name, opts, [
      ...componentNameProblems(name),
      ...groupDaysProblems("groupDays", groupDays),
      ...errorPageProblems(links),
      ...webAclProblems(args),
    ]);
    super("secure-origin:index:WebAcl", name, {}, opts);
    const place = { region: EDGE_REGION, tags };

    const acl = new wafv2.WebAcl(
      `${name}-acl`,
      {
        scope: "CLOUDFRONT",
        description: `In front of ${name}`,
        defaultAction: { allow: {} },
        rules: webAclRules(args.action !== WebAclAction.Count, ratesOf(args), links.loginPath),
        visibilityConfig: visibility(name),
        ...place,
      },
      { parent: this },
    );
    const group = new cloudwatch.LogGroup(
      `${name}-group`,
      // AWS demands this prefix; the suffix that the provider adds keeps stacks of one account apart.
      {
        namePrefix: `aws-waf-logs-${name}-`,
        retentionInDays: groupDays,
        kmsKeyId: args.encryptionKeyArn,
        ...place,
      },
      { parent: this },
    );
    this.createLog(name, acl, group);

    this.registerOutputs(
      publishOutputs<WebAcl>(this, {
        webAclArn: acl.arn,
        logGroupName: group.name,
      }),
    );
  }

  private createLog(name: string, acl: wafv2.WebAcl, group: cloudwatch.LogGroup): void {
    const policy = allowLogDelivery(`${name}-group`, this, group);
    const headers = REDACTED_HEADERS.map((header) => ({ singleHeader: { name: header } }));
    const kept = ["BLOCK", "COUNT"].map((action) => ({ actionCondition: { action } }));
    new wafv2.WebAclLoggingConfiguration(
      `${name}-log`,
      {
        resourceArn: acl.arn,
        logDestinationConfigs: [group.arn],
        redactedFields: [...headers, { queryString: {} }],
        // Allowed requests are in CloudFront's own log.
        loggingFilter: {
          defaultBehavior: "DROP",
          filters: [{ behavior: "KEEP", requirement: "MEETS_ANY", conditions: kept }],
        },
        region: EDGE_REGION,
      },
      { parent: this, dependsOn: policy },
    );
  }
}

/**
 * Validates the options of a web ACL.
 *
 * @param at prefix of the arguments' names, such as `webAcl.`
 */
export function webAclProblems(args: WebAclLimitsArgs, at = ""): string[] {
  return rateProblems(ratesOf(args), at);
}

/** Fills in the rates that were left out. */
export function ratesOf(args: WebAclLimitsArgs): RateLimits {
  return {
    requests: args.requestsPerFiveMinutes ?? DEFAULT_RATES.requests,
    signIns: args.signInsPerFiveMinutes ?? DEFAULT_RATES.signIns,
  };
}
