import type { ServiceRequests } from "./request";

const RECORD = "ChangeBatch.Changes[*].ResourceRecordSet";

/** Requests to Route 53. */
export const route53: ServiceRequests = {
  service: "Route 53",
  model: "route53",
  types: {
    "aws:route53/record:Record": {
      resource: "AWS::Route53::RecordSet",
      within: RECORD,
      members: {
        zoneId: ["HostedZoneId", "/HostedZoneId"],
        aliases: [`${RECORD}.AliasTarget`, "/AliasTarget"],
        "aliases[*].name": [`${RECORD}.AliasTarget.DNSName`, "/AliasTarget/DNSName"],
        "aliases[*].zoneId": [`${RECORD}.AliasTarget.HostedZoneId`, "/AliasTarget/HostedZoneId"],
        records: [`${RECORD}.ResourceRecords`, "/ResourceRecords"],
        "records[*]": [`${RECORD}.ResourceRecords[*].Value`, "/ResourceRecords/*"],
      },
      notSent: { allowOverwrite: "it selects the action UPSERT" },
    },
  },
};
