import { input, REGION, TAGS, TAGS_ALL } from "../../model/commonFields";
import { hex } from "../../model/identifiers";
import {
  type OperationContext,
  type Reference,
  type ResourceType,
  type Rule,
  stable,
} from "../../model/resourceType";
import { bool, list, num, obj, str } from "../../model/schema";
import { api, guide, registry } from "../../model/sources";
import { CERTIFICATE, LISTENER, LISTENER_CERTIFICATE, LOAD_BALANCER } from "../../model/tokens";
import { isIssued } from "../acm/issuance";
import { actions, forwards, LIMITS, ofBalancer } from "./listenerActions";
import { invalidElb } from "./loadBalancers";
import { removePartsOf } from "./removal";

/** Returns the reference to a listener's certificate, in its region, which cannot be deleted before it. */
function certificateOf(operation: string): Reference {
  return {
    path: "certificateArn",
    to: [CERTIFICATE],
    by: ["arn"],
    missing: { code: "CertificateNotFound", status: 400, source: api("elb", operation) },
    inUse: { code: "ResourceInUseException", status: 400, source: api("acm", "DeleteCertificate") },
  };
}

/** Returns the rule that refuses a certificate that is not issued yet. */
function issuedCertificate(operation: string): Omit<Rule, "on"> {
  return {
    code: "UnsupportedCertificate",
    status: 400,
    source: api("elb", operation),
    description: "A listener's certificate is issued.",
    validate: (context) => {
      const record = context.account.get(CERTIFICATE, input(context, "certificateArn"));
      return record === undefined || isIssued(context, record)
        ? undefined
        : `The certificate '${record.id}' must have a fully-qualified domain name, a supported signature, and a supported key size, and be issued.`;
    },
  };
}

const listener: ResourceType = {
  token: LISTENER,
  service: "Elastic Load Balancing v2",
  operations: { create: "CreateListener", update: "ModifyListener", delete: "DeleteListener" },
  source: registry("lb/listener"),
  inputs: {
    alpnPolicy: str(),
    certificateArn: str(),
    defaultActions: list(obj(actions), { required: true, min: 1 }),
    loadBalancerArn: str({ required: true, immutable: true }),
    mutualAuthentication: obj({
      mode: str({ required: true, oneOf: ["off", "verify", "passthrough"] }),
      trustStoreArn: str(),
    }),
    port: num({ min: 1, max: 65535 }),
    protocol: str({ oneOf: ["HTTP", "HTTPS", "TCP", "TLS", "UDP", "TCP_UDP"] }),
    routingHttpResponseServerEnabled: bool(),
    routingHttpResponseContentSecurityPolicyHeaderValue: str(),
    routingHttpResponseStrictTransportSecurityHeaderValue: str(),
    routingHttpResponseXContentTypeOptionsHeaderValue: str(),
    routingHttpResponseXFrameOptionsHeaderValue: str(),
    sslPolicy: str({ pattern: /^ELBSecurityPolicy-/ }),
    tcpIdleTimeoutSeconds: num(),
    ...REGION,
    ...TAGS,
  },
  id: (context) => `${input(context, "loadBalancerArn").replace(":loadbalancer/", ":listener/")}/${hex(16)}`,
  outputs: {
    arn: stable((context) => context.id),
    mutualAuthentication: stable(() => ({ mode: "off" })),
    protocol: stable(() => "HTTP"),
    routingHttpResponseServerEnabled: stable(() => true),
    sslPolicy: stable((context) =>
      input(context, "protocol") === "HTTPS" ? "ELBSecurityPolicy-2016-08" : "",
    ),
    ...TAGS_ALL,
  },
  references: [
    {
      path: "loadBalancerArn",
      to: [LOAD_BALANCER],
      by: ["arn"],
      missing: { code: "LoadBalancerNotFound", status: 400, source: api("elb", "CreateListener") },
    },
    certificateOf("CreateListener"),
    ...forwards("defaultActions"),
  ],
  unique: [
    {
      of: ["loadBalancerArn", "port"],
      code: "DuplicateListener",
      status: 400,
      source: api("elb", "CreateListener"),
    },
  ],
  rules: [
    {
      on: ["create", "update"],
      ...invalidElb("CreateListener"),
      description: "An HTTPS listener has a certificate from its region, an HTTP listener none.",
      validate: certificate,
    },
    { on: ["create", "update"], ...issuedCertificate("CreateListener") },
  ],
  deleted: removePartsOf,
};

function certificate(context: OperationContext): string | undefined {
  const arn = input(context, "certificateArn");
  if (input(context, "protocol") === "HTTPS") {
    return arn === "" ? "A certificate must be specified for HTTPS listeners" : undefined;
  }
  return arn === "" ? undefined : "A certificate cannot be specified for HTTP listeners";
}

const CERTIFICATES_LIST = guide("elasticloadbalancing/latest/application/https-listener-certificates.html");
const MOST_CERTIFICATES = 25;

/** An additional certificate of a listener, chosen by the requested server name. */
const listenerCertificate: ResourceType = {
  token: LISTENER_CERTIFICATE,
  service: "Elastic Load Balancing v2",
  operations: {
    create: "AddListenerCertificates",
    update: "AddListenerCertificates",
    delete: "RemoveListenerCertificates",
  },
  source: registry("lb/listenercertificate"),
  inputs: {
    certificateArn: str({ required: true, immutable: true }),
    listenerArn: str({ required: true, immutable: true }),
    ...REGION,
  },
  id: (context) => `${input(context, "listenerArn")}_${input(context, "certificateArn")}`,
  outputs: {},
  references: [
    {
      path: "listenerArn",
      to: [LISTENER],
      by: ["arn"],
      missing: { code: "ListenerNotFound", status: 400, source: api("elb", "AddListenerCertificates") },
    },
    certificateOf("AddListenerCertificates"),
  ],
  rules: [
    {
      on: ["create"],
      ...invalidElb("AddListenerCertificates"),
      source: CERTIFICATES_LIST,
      description: "Only an HTTPS listener has a list of certificates.",
      validate: (context) =>
        context.account.get(LISTENER, input(context, "listenerArn"))?.outputs["protocol"] === "HTTPS"
          ? undefined
          : "Certificates cannot be specified for a listener that is not HTTPS",
    },
    { on: ["create"], ...issuedCertificate("AddListenerCertificates") },
    {
      on: ["create"],
      code: "TooManyCertificates",
      status: 400,
      source: LIMITS,
      description: "By default a load balancer has 25 certificates beside the default ones.",
      validate: (context) =>
        ofBalancer(context, LISTENER_CERTIFICATE).length >= MOST_CERTIFICATES
          ? `You have reached the maximum number of certificates per load balancer (${MOST_CERTIFICATES}).`
          : undefined,
    },
  ],
};

/** Resource types of listeners and their certificates. */
export const listeners = { resources: [listener, listenerCertificate] };
