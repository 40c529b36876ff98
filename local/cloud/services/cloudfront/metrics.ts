import { input } from "../../model/commonFields";
import type { ResourceType } from "../../model/resourceType";
import { obj, str } from "../../model/schema";
import { api, registry } from "../../model/sources";
import { DISTRIBUTION } from "../../model/tokens";

const status = str({ required: true, oneOf: ["Enabled", "Disabled"] });
const subscription = obj(
  {
    realtimeMetricsSubscriptionConfig: obj({ realtimeMetricsSubscriptionStatus: status }, { required: true }),
  },
  { required: true },
);

const monitoringSubscription: ResourceType = {
  token: "aws:cloudfront/monitoringSubscription:MonitoringSubscription",
  service: "CloudFront",
  operations: {
    create: "CreateMonitoringSubscription",
    update: "CreateMonitoringSubscription",
    delete: "DeleteMonitoringSubscription",
  },
  source: registry("cloudfront/monitoringsubscription"),
  global: true,
  inputs: {
    distributionId: str({ required: true, immutable: true }),
    monitoringSubscription: subscription,
  },
  id: (context) => input(context, "distributionId"),
  outputs: {},
  references: [
    {
      path: "distributionId",
      to: [DISTRIBUTION],
      by: ["id"],
      missing: {
        code: "NoSuchDistribution",
        status: 404,
        source: api("cloudfront", "CreateMonitoringSubscription"),
      },
    },
  ],
  unique: [
    {
      of: ["distributionId"],
      within: "account",
      code: "MonitoringSubscriptionAlreadyExists",
      status: 409,
      source: api("cloudfront", "CreateMonitoringSubscription"),
    },
  ],
};

/** Resource type of a distribution's additional metrics. */
export const edgeMetrics = { resources: [monitoringSubscription] };
