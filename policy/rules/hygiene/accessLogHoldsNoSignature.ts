import type { Distribution } from "../../resources/cloudfront/distributions";
import { resourceTypes as t } from "../../resources/resourceTypes";
import type { LogDelivery } from "../../resources/storage/logs";
import { urnsOf } from "../../stack/links";
import type { StackModel } from "../../stack/stack";
import { type Field, is } from "../../values/field";
import { spelt } from "../findings";
import type { Finding, Rule } from "../rule";
import { loggedDistributions } from "./distributionHasAccessLogs";

/** Fields that hold the query or the cookies, where signatures are: of vended and of real-time logs. */
const telling = ["cs-uri-query", "cs(Cookie)", "cs-cookie", "cs-headers", "cs(Referer)"];

/** A line of a log is no credential. */
export const accessLogHoldsNoSignature: Rule = {
  name: "access-log-holds-no-signature",
  displayName: "Access log holds no signature",
  description: "Access logs of a distribution with signed behaviors leave out the query and the cookies.",
  severity: "high",
  enforcementLevel: "advisory",
  tags: ["cloudfront", "logging", "signed urls"],
  remediationSteps:
    "List the fields of the delivery in recordFields, without cs-uri-query, cs(Cookie) and cs(Referer). Standard logs of " +
    "the older kind always hold the query: use the newer kind.",
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html",
  level: "stack-hygiene",
  types: [t.distribution, t.logDelivery, t.logDeliverySource, t.realtimeLogConfig],
  options: [],
  onUnknown: "deny",
  check(model) {
    const logged = loggedDistributions(model);
    const fields = new Map(model.logDeliveries.map((delivery) => [delivery.urn, delivery.fields]));
    return model.distributions
      .filter(({ behaviors }) => behaviors.some(({ signed }) => is(signed, true)))
      .flatMap((distribution) => [
        ...olderKind(distribution),
        ...(logged.get(distribution.urn) ?? []).flatMap((delivery) => vended(delivery, fields.get(delivery))),
        ...realtime(model, distribution),
      ]);
  },
};

function olderKind({ urn, logBucket: field }: Distribution): Finding[] {
  const why = "logs of the older kind hold the query, and with it live signatures";
  const fix = "Remove loggingConfig, and deliver logs of the newer kind";
  return field.state === "absent" ? [] : [{ urn, path: field.path, why, fix }];
}

function vended(delivery: string, fields: LogDelivery["fields"] | undefined): Finding[] {
  if (fields?.state === "absent") {
    const why = "all fields are logged where none are listed, and with them live signatures";
    return [{ urn: delivery, path: fields.path, why, fix: "List the fields in recordFields" }];
  }
  return fields === undefined ? [] : tellingFields(delivery, fields);
}

function realtime(model: StackModel, { urn, behaviors }: Distribution): Finding[] {
  const configs = new Set(
    behaviors
      .filter(({ signed }) => is(signed, true))
      .flatMap(({ realtimeLog }) => urnsOf(model.links.to(urn, realtimeLog, t.realtimeLogConfig))),
  );
  if (configs.size === 0) {
    return [];
  }
  return model.realtimeLogs
    .filter((each) => configs.has(each.urn))
    .flatMap((each) => tellingFields(each.urn, each.fields));
}

function tellingFields(urn: string, fields: Field<readonly Field<string>[]>): Finding[] {
  const found = fields.state === "known" ? fields.value.find((field) => is(field, ...telling)) : undefined;
  if (found === undefined) {
    return [];
  }
  return [
    { urn, path: found.path, why: `${spelt(found)} holds live signatures`, fix: "Leave the field out" },
  ];
}
