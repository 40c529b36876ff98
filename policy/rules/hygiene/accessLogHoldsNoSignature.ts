import type { Distribution } from "../../resources/cloudfront/distributions";
import { resourceTypes as t } from "../../resources/resourceTypes";
import type { LogDelivery } from "../../resources/storage/logs";
import { urnsOf } from "../../stack/links";
import type { StackModel } from "../../stack/stack";
import { type Field, is, known, type UnknownField } from "../../values/field";
import { spelt, unknownFinding } from "../findings";
import type { Finding, Rule } from "../rule";
import { loggedDistributions } from "./distributionHasAccessLogs";

/** Log fields with the query string or the cookies, of standard and real-time logs. */
const signatureFields = ["cs-uri-query", "cs(Cookie)", "cs-cookie", "cs-headers", "cs(Referer)"];

/** Access logs contain no signatures. */
export const accessLogHoldsNoSignature: Rule = {
  name: "access-log-holds-no-signature",
  displayName: "Access log contains no signature",
  description:
    "Access logs of a distribution with signed behaviors contain neither the query string nor cookies.",
  rationale:
    "The query string and the cookies contain signatures, which are valid until they expire: everyone with access to " +
    "the logs could use them.",
  severity: "high",
  enforcementLevel: "advisory",
  tags: ["cloudfront", "logging", "signed urls"],
  remediationSteps:
    "List the fields of the delivery in recordFields, without cs-uri-query, cs(Cookie) and cs(Referer). Legacy " +
    "standard logs always contain the query string: use standard logs v2.",
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html",
  scope: "stack-hygiene",
  types: [t.distribution, t.logDelivery, t.logDeliverySource, t.realtimeLogConfig],
  options: [],
  onUnknown: "deny",
  check(model) {
    const logged = loggedDistributions(model);
    const fields = new Map(model.logDeliveries.map((delivery) => [delivery.urn, delivery.fields]));
    return model.distributions
      .filter(({ behaviors }) => behaviors.some(({ signed }) => is(signed, true)))
      .flatMap((distribution) => [
        ...legacyLogs(distribution),
        ...(logged.get(distribution.urn) ?? []).flatMap((delivery) =>
          standardLogs(delivery, fields.get(delivery)),
        ),
        ...realtimeLogs(model, distribution),
      ]);
  },
};

function legacyLogs({ urn, logBucket: field }: Distribution): Finding[] {
  const why = "legacy standard logs contain the query string, with valid signatures";
  const fix = "Remove loggingConfig, and use standard logs v2";
  return field.state === "absent" ? [] : [{ urn, path: field.path, why, fix }];
}

function standardLogs(delivery: string, fields: LogDelivery["fields"] | undefined): Finding[] {
  if (fields?.state === "absent") {
    const why = "no fields are listed, so all are logged, with valid signatures";
    return [{ urn: delivery, path: fields.path, why, fix: "List the fields in recordFields" }];
  }
  return fields === undefined ? [] : loggedSignatures(delivery, fields);
}

function realtimeLogs(model: StackModel, { urn, behaviors }: Distribution): Finding[] {
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
    .flatMap((each) => loggedSignatures(each.urn, each.fields));
}

function unknownIn(fields: Field<readonly Field<string>[]>): UnknownField | undefined {
  return fields.state === "unknown" ? fields : known(fields)?.find((field) => field.state === "unknown");
}

function loggedSignatures(urn: string, fields: Field<readonly Field<string>[]>): Finding[] {
  const unknown = unknownIn(fields);
  if (unknown !== undefined) {
    return [unknownFinding(urn, unknown, "the log may contain valid signatures")];
  }
  const found =
    fields.state === "known" ? fields.value.find((field) => is(field, ...signatureFields)) : undefined;
  if (found === undefined) {
    return [];
  }
  return [
    { urn, path: found.path, why: `${spelt(found)} contains valid signatures`, fix: "Remove the field" },
  ];
}
