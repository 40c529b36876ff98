/** The requests of every service. */
import { acm } from "./acm";
import { autoscaling } from "./autoscaling";
import { cloudfront } from "./cloudfront";
import { cloudwatch } from "./cloudwatch";
import { cognito } from "./cognito";
import { ec2 } from "./ec2";
import { ecs } from "./ecs";
import { elbv2 } from "./elbv2";
import { iam } from "./iam";
import { kms } from "./kms";
import { logs } from "./logs";
import type { ServiceRequests } from "./request";
import { route53 } from "./route53";
import { s3 } from "./s3";
import { secretsManager } from "./secretsManager";
import { sns } from "./sns";
import { ssm } from "./ssm";
import { wafv2 } from "./wafv2";

/** The requests, sorted by service. */
export const requests: readonly ServiceRequests[] = [
  acm,
  autoscaling,
  cloudfront,
  cloudwatch,
  cognito,
  ec2,
  ecs,
  elbv2,
  iam,
  kms,
  logs,
  route53,
  s3,
  secretsManager,
  sns,
  ssm,
  wafv2,
];
