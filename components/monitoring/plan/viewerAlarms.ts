import type { AlarmDefinition } from "./alarmDefinition";
import type { WatchLimits } from "./limits";

const HOUR = 3600;
const GIGABYTE = 1_000_000_000;

/** Downloads of one viewer for each gigabyte that one may fetch: a megabyte each, and never fewer than a visit has. */
const REQUESTS_PER_GIGABYTE = 1000;
const LEAST_REQUESTS = 1000;

/** Returns the alarm on the bytes of one viewer. */
export function viewerVolume(site: WatchLimits): AlarmDefinition {
  return {
    id: "viewer-volume",
    place: "edge",
    measure: { kind: "topViewer", of: "bytes" },
    period: HOUR,
    periods: 3,
    breaching: 1,
    threshold: site.viewerGigabytesPerHour * GIGABYTE,
    unit: "bytes an hour by one address",
    meaning:
      "One address fetched more than a person looks at: a download tool with a good signature, or a household behind one address.",
    action:
      "Run top-viewers, then one-viewers-day for the address. One file again and again is a broken player; one file after the other is somebody taking the library.",
    reason:
      "An hour of video at 5 Mbit/s is 2.3 GB; two people at once stay below 5 GB. Behind a company's gateway many share an address: raise viewerGigabytesPerHour there.",
  };
}

/** Returns the alarm on the number of downloads of one viewer. */
export function viewerRequests(site: WatchLimits): AlarmDefinition {
  return {
    id: "viewer-requests",
    place: "edge",
    measure: { kind: "topViewer", of: "requests" },
    period: HOUR,
    periods: 3,
    breaching: 1,
    threshold: Math.max(LEAST_REQUESTS, Math.round(site.viewerGigabytesPerHour * REQUESTS_PER_GIGABYTE)),
    unit: "downloads an hour by one address",
    meaning:
      "One address fetched more files than a person opens: a download tool with a good signature, a scanner, or many people behind one address.",
    action:
      "As for viewer-volume: run top-viewers, then one-viewers-day for the address. A few large files stay below this number: look at top-viewers now and then.",
    reason:
      "It depends on no number in the log, as viewer-volume does. A page with its images is thirty requests, an hour of video in parts of six seconds is six hundred: 5000 in an hour are many visits. It is 1000 for each gigabyte of viewerGigabytesPerHour, and at least 1000.",
  };
}
