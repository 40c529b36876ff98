import type { ServiceRequests } from "./request";

const ATTRIBUTE = "ModifyLoadBalancerAttributes:Attributes[*].Value";
const GROUP_ATTRIBUTE = "ModifyTargetGroupAttributes:Attributes[*].Value";
const LISTENER_ATTRIBUTE = "ModifyListenerAttributes:Attributes[*].Value";

/** Maps several arguments to the same member. */
function each(paths: readonly string[], member: string): Record<string, string> {
  return Object.fromEntries(paths.map((path) => [path, member]));
}

/** Maps the actions of a listener or listener rule to members of the request. */
function action(path: string, request: string): Record<string, string | readonly string[]> {
  return {
    [`${path}[*].fixedResponse`]: [`${request}[*].FixedResponseConfig`, `/${request}/*/FixedResponseConfig`],
    [`${path}[*].forward`]: [`${request}[*].ForwardConfig`, `/${request}/*/ForwardConfig`],
    [`${path}[*].forward.targetGroups[*].arn`]: [
      `${request}[*].ForwardConfig.TargetGroups[*].TargetGroupArn`,
      `/${request}/*/ForwardConfig/TargetGroups/*/TargetGroupArn`,
    ],
    [`${path}[*].forward.stickiness`]: [
      `${request}[*].ForwardConfig.TargetGroupStickinessConfig`,
      `/${request}/*/ForwardConfig/TargetGroupStickinessConfig`,
    ],
    [`${path}[*].forward.stickiness.duration`]: [
      `${request}[*].ForwardConfig.TargetGroupStickinessConfig.DurationSeconds`,
      `/${request}/*/ForwardConfig/TargetGroupStickinessConfig/DurationSeconds`,
    ],
    [`${path}[*].redirect`]: [`${request}[*].RedirectConfig`, `/${request}/*/RedirectConfig`],
  };
}

const condition = (name: string): readonly string[] => [`Conditions[*].${name}`, `/Conditions/*/${name}`];

/** Requests to Elastic Load Balancing. */
export const elbv2: ServiceRequests = {
  service: "Elastic Load Balancing v2",
  model: "elbv2",
  types: {
    "aws:lb/loadBalancer:LoadBalancer": {
      resource: "AWS::ElasticLoadBalancingV2::LoadBalancer",
      members: {
        loadBalancerType: ["Type", "/Type"],
        "subnetMappings[*].privateIpv4Address": "SubnetMappings[*].PrivateIPv4Address",
        "subnetMappings[*].ipv6Address": "SubnetMappings[*].IPv6Address",
        ...each(
          [
            "accessLogs.bucket",
            "accessLogs.enabled",
            "accessLogs.prefix",
            "clientKeepAlive",
            "connectionLogs.bucket",
            "connectionLogs.enabled",
            "connectionLogs.prefix",
            "desyncMitigationMode",
            "dropInvalidHeaderFields",
            "enableCrossZoneLoadBalancing",
            "enableDeletionProtection",
            "enableHttp2",
            "enableTlsVersionAndCipherSuiteHeaders",
            "enableWafFailOpen",
            "enableXffClientPort",
            "enableZonalShift",
            "healthCheckLogs.bucket",
            "healthCheckLogs.enabled",
            "healthCheckLogs.prefix",
            "idleTimeout",
            "preserveHostHeader",
            "xffHeaderProcessingMode",
          ],
          ATTRIBUTE,
        ),
      },
      notSent: {
        internal: "it selects one of the two values of Scheme",
        namePrefix: "it is the prefix of the name",
      },
    },
    "aws:lb/targetGroup:TargetGroup": {
      resource: "AWS::ElasticLoadBalancingV2::TargetGroup",
      members: {
        "healthCheck.enabled": ["HealthCheckEnabled", "/HealthCheckEnabled"],
        "healthCheck.healthyThreshold": ["HealthyThresholdCount", "/HealthyThresholdCount"],
        "healthCheck.interval": ["HealthCheckIntervalSeconds", "/HealthCheckIntervalSeconds"],
        "healthCheck.matcher": ["Matcher.HttpCode", "/Matcher/HttpCode"],
        "healthCheck.path": ["HealthCheckPath", "/HealthCheckPath"],
        "healthCheck.port": ["HealthCheckPort", "/HealthCheckPort"],
        "healthCheck.protocol": ["HealthCheckProtocol", "/HealthCheckProtocol"],
        "healthCheck.timeout": ["HealthCheckTimeoutSeconds", "/HealthCheckTimeoutSeconds"],
        "healthCheck.unhealthyThreshold": ["UnhealthyThresholdCount", "/UnhealthyThresholdCount"],
        ...each(
          [
            "connectionTermination",
            "deregistrationDelay",
            "loadBalancingAlgorithmType",
            "loadBalancingAnomalyMitigation",
            "loadBalancingCrossZoneEnabled",
            "slowStart",
            "stickiness.cookieDuration",
            "stickiness.cookieName",
            "stickiness.enabled",
            "stickiness.type",
          ],
          GROUP_ATTRIBUTE,
        ),
      },
      notSent: { namePrefix: "it is the prefix of the name" },
    },
    "aws:lb/targetGroupAttachment:TargetGroupAttachment": {
      members: {
        targetId: "Targets[*].Id",
        port: "Targets[*].Port",
        availabilityZone: "Targets[*].AvailabilityZone",
      },
    },
    "aws:lb/listener:Listener": {
      resource: "AWS::ElasticLoadBalancingV2::Listener",
      members: {
        ...action("defaultActions", "DefaultActions"),
        certificateArn: ["Certificates[*].CertificateArn", "/Certificates/*/CertificateArn"],
        ...each(
          [
            "routingHttpResponseServerEnabled",
            "routingHttpResponseContentSecurityPolicyHeaderValue",
            "routingHttpResponseStrictTransportSecurityHeaderValue",
            "routingHttpResponseXContentTypeOptionsHeaderValue",
            "routingHttpResponseXFrameOptionsHeaderValue",
            "tcpIdleTimeoutSeconds",
          ],
          LISTENER_ATTRIBUTE,
        ),
      },
    },
    "aws:lb/listenerCertificate:ListenerCertificate": {
      resource: "AWS::ElasticLoadBalancingV2::ListenerCertificate",
      members: { certificateArn: ["Certificates[*].CertificateArn", "/Certificates/*/CertificateArn"] },
    },
    "aws:lb/listenerRule:ListenerRule": {
      resource: "AWS::ElasticLoadBalancingV2::ListenerRule",
      members: {
        ...action("actions", "Actions"),
        "conditions[*].hostHeader": condition("HostHeaderConfig"),
        "conditions[*].httpHeader": condition("HttpHeaderConfig"),
        "conditions[*].httpRequestMethod": condition("HttpRequestMethodConfig"),
        "conditions[*].pathPattern": condition("PathPatternConfig"),
        "conditions[*].queryStrings": [
          "Conditions[*].QueryStringConfig.Values",
          "/Conditions/*/QueryStringConfig/Values",
        ],
        "conditions[*].sourceIp": condition("SourceIpConfig"),
      },
    },
  },
};
