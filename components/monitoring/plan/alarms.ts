import type { PathPatterns } from "../../cloudfront/plan/pathPatterns";
import type { AlarmDefinition } from "./alarmDefinition";
import { servedElsewhere } from "./geography";
import type { WatchLimits } from "./limits";
import { viewerRequests, viewerVolume } from "./viewerAlarms";

const FIVE_MINUTES = 300;
const HOUR = 3600;

/** Name of the metric that counts responses outside the expected countries. */
export const UNEXPECTED_COUNTRY = "ServedOutsideExpectedCountries";

/** A site as its alarms need it. */
export interface WatchedSite extends WatchLimits {
  readonly paths: PathPatterns;
  /** Whether the access log goes to a log group. Three alarms need it. */
  readonly hasLog: boolean;
  /** Whether the active signing key is in KMS, which counts its use. */
  readonly keyInKms?: boolean;
}

/** Lists the alarms of a site, in the order of the documentation. */
export function alarmsOf(site: WatchedSite): AlarmDefinition[] {
  return [
    ...EDGE_ALARMS,
    ...(site.hasLog && site.expectedCountries.length > 0 ? [geography(site)] : []),
    ...(site.hasLog ? [viewerVolume(site), viewerRequests(site)] : []),
    ...BALANCER_ALARMS,
    ...(site.keyInKms === true ? [signatures(site)] : []),
  ];
}

const EDGE_ALARMS: readonly AlarmDefinition[] = [
  {
    id: "4xx",
    place: "edge",
    measure: {
      kind: "share",
      metricName: "4xxErrorRate",
      counts: { field: "sc-status", is: "4*" },
      minimumRequests: 100,
    },
    period: FIVE_MINUTES,
    periods: 3,
    breaching: 3,
    threshold: 40,
    unit: "% of requests",
    meaning:
      "Viewers ask for what is not there or not theirs: broken links, a scanner, or a release that moved paths.",
    action:
      "Run the saved query refusals-by-reason. Paths that a page of yours links to: fix the link. One address or one agent: the web ACL's rate rule limits it, or add a rule.",
    reason:
      "Pages behind signatures answer 403 to visitors who are not signed in, and scanners add 404s: a fifth of the requests is normal. Two fifths for a quarter of an hour are not.",
  },
  {
    id: "403",
    place: "edge",
    measure: {
      kind: "share",
      metricName: "403ErrorRate",
      counts: { field: "sc-status", is: "403" },
      minimumRequests: 100,
    },
    period: FIVE_MINUTES,
    periods: 2,
    breaching: 2,
    threshold: 25,
    unit: "% of requests",
    meaning:
      "Signatures are refused: a key left the key group too early, clocks differ, links are passed on after they expired, or somebody probes the site.",
    action:
      "Run refusals-by-reason. All paths at once, right after a deployment: look at the key states and bring the former key back as retired. One address: one-viewers-day for it. `secure-origin explain URL` explains why a URL is refused.",
    reason:
      "Links live for minutes, so some are always late; a quarter of all requests for ten minutes means that paying members are refused, too.",
  },
  {
    id: "5xx",
    place: "edge",
    measure: {
      kind: "share",
      metricName: "5xxErrorRate",
      counts: { field: "sc-status", is: "5*" },
      minimumRequests: 20,
    },
    period: FIVE_MINUTES,
    periods: 2,
    breaching: 2,
    threshold: 5,
    unit: "% of requests",
    meaning:
      "The site fails: the application throws, no target is healthy, or CloudFront cannot reach the load balancer.",
    action:
      "Look at unhealthy-targets and header-refusals. 502 and 504 with healthy targets: certificate, security group or VPC origin. 500: the application's own log.",
    reason: "A deployment costs a few requests; one in twenty for ten minutes is an outage for somebody.",
  },
  {
    id: "origin-latency",
    place: "edge",
    measure: { kind: "metric", of: "distribution", metricName: "OriginLatency", stat: "p90" },
    period: FIVE_MINUTES,
    periods: 3,
    breaching: 3,
    threshold: 2000,
    unit: "ms, 90th percentile",
    meaning:
      "One request in ten that CloudFront sends to the origin waits longer than two seconds for the first byte.",
    action:
      "Compare with TargetResponseTime on the dashboard: if that rose, too, it is the application, or its instances or tasks; if not, it is the way between. Scale out, or undo the last release.",
    reason:
      "Two seconds is where people reload; the load balancer's own time is on the dashboard and has no alarm, for it would ring beside this one.",
  },
  {
    id: "requests-band",
    place: "edge",
    measure: { kind: "band", metricName: "Requests", deviations: 3 },
    period: FIVE_MINUTES,
    periods: 3,
    breaching: 3,
    threshold: 3,
    unit: "standard deviations over the usual",
    meaning: "Far more requests than at this hour of other weeks.",
    action:
      "Run downloads-by-country and top-viewers. A mailing or a launch explains it; one address or country may not.",
    reason:
      "The usual is learnt from two weeks of the site's own traffic. Three deviations for a quarter of an hour keep weekends and mornings quiet.",
  },
  {
    id: "bytes-band",
    place: "edge",
    measure: { kind: "band", metricName: "BytesDownloaded", deviations: 3 },
    period: FIVE_MINUTES,
    periods: 3,
    breaching: 3,
    threshold: 3,
    unit: "standard deviations over the usual",
    meaning:
      "Far more is downloaded than at this hour of other weeks: a popular file, or content that is being taken away.",
    action:
      "Run top-viewers; for the first of them one-viewers-day. A shared link is retired with its signing key; a person's access ends at the identity provider.",
    reason: "As for requests; bytes are watched apart because a few requests can take a whole library.",
  },
];

function geography(site: WatchedSite): AlarmDefinition {
  return {
    id: "geography",
    place: "edge",
    measure: {
      kind: "lines",
      metricName: UNEXPECTED_COUNTRY,
      counts: servedElsewhere(site.expectedCountries, site.paths),
    },
    period: HOUR,
    periods: 3,
    breaching: 1,
    threshold: site.unexpectedCountryRequests,
    unit: "requests an hour",
    meaning:
      "Signed content was served to countries outside expectedCountries: a shared link, stolen cookies, or a member who travels.",
    action:
      "Run downloads-by-country, then one-viewers-day for the address. If a credential was passed on: end the person's session, and rotate the signing key if links must die now. If the country is usual by now, add it.",
    reason:
      "A travelling member opens a handful of pages; twenty an hour is a visit. Three hours are looked at because CloudFront delivers its log late, as a rule within an hour.",
  };
}

function signatures({ signaturesPerFiveMinutes }: WatchedSite): AlarmDefinition {
  return {
    id: "signatures",
    place: "balancer",
    measure: { kind: "signatures" },
    period: FIVE_MINUTES,
    periods: 1,
    breaching: 1,
    threshold: signaturesPerFiveMinutes,
    unit: "signatures in five minutes",
    meaning:
      "The signing key is used more than the members need: somebody collects signatures, the application signs in a loop, or other code has the application's role.",
    action:
      "Compare with Requests on the dashboard, and look at the application's log of what was signed for whom. Signatures that the log does not have were made by other code: end the instances or tasks, and rotate the signing key. A launch with many addresses under lockToAddress: raise signaturesPerFiveMinutes.",
    reason:
      "An instance of the members site signs a folder or a file once a minute, however many ask: ten of each on five instances are 500 in five minutes. Under lockToAddress it is once an address and minute: raise it with the members.",
  };
}

const BALANCER_ALARMS: readonly AlarmDefinition[] = [
  {
    id: "header-refusals",
    place: "balancer",
    measure: { kind: "metric", of: "balancer", metricName: "HTTP_Fixed_Response_Count", stat: "Sum" },
    period: FIVE_MINUTES,
    periods: 1,
    breaching: 1,
    threshold: 10,
    unit: "requests in five minutes",
    meaning:
      "Requests reached the load balancer without the secret header's value: another distribution tries it, an administrator asks directly, or a rotation went wrong.",
    action:
      "With 5xx or 403 ringing as well: the header's generations of edge and load balancer differ; deploy again. Otherwise the load balancer's access log names who asked.",
    reason:
      "Nobody but CloudFront and adminCidrs reaches the load balancer, and CloudFront always sends the value: a person makes a few such requests, a program more than ten.",
  },
  {
    id: "unhealthy-targets",
    place: "balancer",
    measure: { kind: "unhealthyTargets" },
    period: 60,
    periods: 5,
    breaching: 5,
    threshold: 0,
    unit: "targets",
    meaning: "An instance or task has failed its health check, on either port, for five minutes.",
    action:
      "The application's log, and the system log of an instance or the stopped reason of a task, say why. The Auto Scaling group or ECS replaces it: if the new one fails as well, it is the image, the boot script or the release.",
    reason:
      "An instance or task that is being replaced is unhealthy for two or three minutes; five mean that the replacement fails.",
  },
];
