import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as wafv2 from "@pulumi/aws/wafv2";
import * as pulumi from "@pulumi/pulumi";
import { refuseProblems } from "../internal/argumentError";
import { componentNameProblems } from "../internal/names";
import { letDeliveryWrite } from "../monitoring/accessLogs";
import { groupDaysProblems } from "../monitoring/plan/retention";
import { errorPageProblems } from "./plan/errorPagePaths";
import {
  DEFAULT_RATES,
  type RateLimits,
  REDACTED_HEADERS,
  rateProblems,
  visibility,
  webAclRules,
} from "./plan/webAclRules";

/** What the web ACL does with a request that breaks a rule. */
export enum WebAclAction {
  /** Counts and logs it, and lets it through: to see what would be refused. */
  Count = "count",
  /** Refuses it. */
  Block = "block",
}

/** What a site decides about its web ACL. */
export interface WebAclLimitsArgs {
  /** What happens to a request that breaks a rule. Default: block. */
  action?: WebAclAction;
  /** Requests that one address may make in five minutes. Default: 2000. */
  requestsPerFiveMinutes?: number;
  /** Requests by which people sign in or out that one address may make in five minutes. Default: 100. */
  signInsPerFiveMinutes?: number;
}

/** Arguments of the web ACL in front of a distribution. */
export interface WebAclArgs extends WebAclLimitsArgs {
  /** Path of the sign-in page. Default: /login. */
  loginPath?: string;
  /** Days for which CloudWatch keeps what the web ACL counted and refused. Default: 30. */
  groupDays?: number;
  /** Tags for the web ACL and its log group. */
  tags?: { [key: string]: pulumi.Input<string> };
}

/** A web ACL for CloudFront, and all that goes with it, is of this region. */
const EDGE_REGION = "us-east-1";

/**
 * A web ACL for a distribution: AWS's managed rules against what is known to be bad, a rate for each address, and a
 * stricter one for signing in. Its log keeps what was counted or refused, without credentials.
 *
 * @example new WebAcl("site", { action: WebAclAction.Count })
 */
export class WebAcl extends pulumi.ComponentResource {
  /** ARN of the web ACL, which the distribution names. */
  public readonly webAclArn: pulumi.Output<string>;
  /** Name of the log group, in us-east-1. */
  public readonly logGroupName: pulumi.Output<string>;

  constructor(name: string, args: WebAclArgs, opts?: pulumi.ComponentResourceOptions) {
    const { groupDays = 30, loginPath = "/login", tags } = args;
    refuseProblems("WebAcl", name, opts, [
      ...componentNameProblems(name),
      ...groupDaysProblems("groupDays", groupDays),
      ...errorPageProblems({ loginPath, requestAccessPath: undefined, applicationUrl: undefined }),
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
        rules: webAclRules(args.action !== WebAclAction.Count, ratesOf(args), loginPath),
        visibilityConfig: visibility(name),
        ...place,
      },
      { parent: this },
    );
    const group = new cloudwatch.LogGroup(
      `${name}-group`,
      // The name has to begin so; what AWS's provider adds keeps stacks of one account apart.
      { namePrefix: `aws-waf-logs-${name}-`, retentionInDays: groupDays, ...place },
      { parent: this },
    );
    this.log(name, acl, group);

    this.webAclArn = acl.arn;
    this.logGroupName = group.name;
    this.registerOutputs({ webAclArn: this.webAclArn, logGroupName: this.logGroupName });
  }

  private log(name: string, acl: wafv2.WebAcl, group: cloudwatch.LogGroup): void {
    const policy = letDeliveryWrite(`${name}-group`, this, group);
    const headers = REDACTED_HEADERS.map((header) => ({ singleHeader: { name: header } }));
    const kept = ["BLOCK", "COUNT"].map((action) => ({ actionCondition: { action } }));
    new wafv2.WebAclLoggingConfiguration(
      `${name}-log`,
      {
        resourceArn: acl.arn,
        logDestinationConfigs: [group.arn],
        redactedFields: [...headers, { queryString: {} }],
        // What was let through is in CloudFront's own log.
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
 * Says what is wrong with what a site decides about its web ACL.
 *
 * @param at what the arguments' names begin with, such as `webAcl.`
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
