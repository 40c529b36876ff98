import { countryProblems } from "../../cloudfront/plan/geoRestriction";
import { problem, rangeProblems } from "../../internal/problem";

/** The limits of a site's alarms. */
export interface WatchLimits {
  /** Countries from which signed content is usually fetched, as ISO 3166 codes; none: geography is not monitored. */
  readonly expectedCountries: readonly string[];
  /** Requests in an hour that may be served to other countries. */
  readonly unexpectedCountryRequests: number;
  /** Gigabytes, of 1,000,000,000 bytes, that one viewer's address may fetch in an hour. */
  readonly viewerGigabytesPerHour: number;
  /** Signatures that the active key in KMS may make in five minutes. */
  readonly signaturesPerFiveMinutes: number;
}

/** The limits where nothing else is chosen. */
const DEFAULT_LIMITS: WatchLimits = {
  expectedCountries: [],
  unexpectedCountryRequests: 20,
  viewerGigabytesPerHour: 5,
  signaturesPerFiveMinutes: 500,
};

/** Fills in the limits that were left out. */
export function watchLimits(given: Partial<WatchLimits>): WatchLimits {
  return {
    expectedCountries: given.expectedCountries ?? DEFAULT_LIMITS.expectedCountries,
    unexpectedCountryRequests: given.unexpectedCountryRequests ?? DEFAULT_LIMITS.unexpectedCountryRequests,
    viewerGigabytesPerHour: given.viewerGigabytesPerHour ?? DEFAULT_LIMITS.viewerGigabytesPerHour,
    signaturesPerFiveMinutes: given.signaturesPerFiveMinutes ?? DEFAULT_LIMITS.signaturesPerFiveMinutes,
  };
}

/**
 * Validates limits.
 *
 * @param at prefix of the arguments' names, such as `alarms.`
 */
export function limitProblems(limits: WatchLimits, at = ""): string[] {
  const { expectedCountries, unexpectedCountryRequests, viewerGigabytesPerHour: volume } = limits;
  return [
    ...countryProblems(`${at}expectedCountries`, expectedCountries),
    ...rangeProblems(
      `${at}unexpectedCountryRequests`,
      unexpectedCountryRequests,
      1,
      1_000_000,
      "choose how many requests an hour are still usual",
    ),
    ...rangeProblems(
      `${at}signaturesPerFiveMinutes`,
      limits.signaturesPerFiveMinutes,
      1,
      1_000_000,
      "choose how many signatures in five minutes are still usual",
    ),
    ...(volume > 0 && volume <= 100_000
      ? []
      : [
          problem(
            `${at}viewerGigabytesPerHour`,
            volume,
            "more than 0, at most 100000",
            "choose how much one viewer may download in an hour",
          ),
        ]),
  ];
}
