import { Catalogue } from "../model/catalogue";
import { acm } from "./acm/certificates";
import { autoscaling } from "./autoscaling";
import { cloudfront } from "./cloudfront/cloudfront";
import { distribution } from "./cloudfront/distribution";
import { managedPolicies } from "./cloudfront/managedPolicies";
import { edgeMetrics } from "./cloudfront/metrics";
import { edgePolicies } from "./cloudfront/policies";
import { vpcOrigins } from "./cloudfront/vpcOrigins";
import { monitoring } from "./cloudwatch";
import { cognito } from "./cognito/cognito";
import { endpoints } from "./ec2/endpoints";
import { flowLogs } from "./ec2/flowLogs";
import { instances } from "./ec2/instances";
import { launchTemplates } from "./ec2/launchTemplates";
import { networkLookups } from "./ec2/lookups";
import { nat } from "./ec2/nat";
import { prefixLists } from "./ec2/prefixLists";
import { routing } from "./ec2/routing";
import { securityGroups } from "./ec2/securityGroups";
import { vpcs } from "./ec2/vpcs";
import { clusters } from "./ecs/clusters";
import { services } from "./ecs/services";
import { taskDefinitions } from "./ecs/taskDefinitions";
import { loadBalancerLookups } from "./elb/getLoadBalancer";
import { listenerRules } from "./elb/listenerRules";
import { listeners } from "./elb/listeners";
import { elb } from "./elb/loadBalancers";
import { account } from "./iam/account";
import { iam } from "./iam/iam";
import { kms } from "./kms/keys";
import { replicaKeys } from "./kms/replicaKeys";
import { logDelivery } from "./logs/logDelivery";
import { logGroupPolicies } from "./logs/logGroupPolicies";
import { logReading } from "./logs/queries";
import { random } from "./random";
import { route53 } from "./route53/records";
import { bucketSettings } from "./s3/bucketSettings";
import { s3 } from "./s3/buckets";
import { secretsmanager } from "./secretsManager/secrets";
import { topicSubscriptions } from "./sns";
import { ssm } from "./ssm/parameters";
import { sessionDocuments } from "./ssm/sessionDocuments";
import { wafv2 } from "./wafv2";

/** Every resource type and function of the local cloud. */
export const catalogue = new Catalogue([
  account,
  acm,
  bucketSettings,
  clusters,
  flowLogs,
  instances,
  logDelivery,
  logGroupPolicies,
  logReading,
  monitoring,
  replicaKeys,
  secretsmanager,
  services,
  sessionDocuments,
  ssm,
  taskDefinitions,
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
  networkLookups,
  loadBalancerLookups,
]);
