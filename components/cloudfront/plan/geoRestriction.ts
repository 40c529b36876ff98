import { problem } from "../../internal/problem";

/** A geographic restriction of a distribution, in CloudFront's terms. */
export interface GeoRestriction {
  restrictionType: "none" | "whitelist" | "blacklist";
  locations: string[];
}

/**
 * Returns the restriction by country. "none" has an empty list as well: without it CloudFront keeps the former list and
 * refuses the update.
 */
export function geoRestriction(allowed: string[], blocked: string[]): GeoRestriction {
  if (allowed.length > 0) {
    return { restrictionType: "whitelist", locations: allowed };
  }
  if (blocked.length > 0) {
    return { restrictionType: "blacklist", locations: blocked };
  }
  return { restrictionType: "none", locations: [] };
}

/** Validates the form of country codes. */
export function countryProblems(what: string, countries: readonly string[]): string[] {
  return countries.flatMap((country, index) =>
    /^[A-Z]{2}$/.test(country)
      ? []
      : [problem(`${what}[${index}]`, country, "an ISO 3166 code of two capitals", 'write it like "DE"')],
  );
}

/** Validates the two lists of countries. */
export function geoRestrictionProblems(allowed: string[], blocked: string[]): string[] {
  const codes = { allowedCountries: allowed, blockedCountries: blocked };
  const malformed = Object.entries(codes).flatMap(([argument, countries]) =>
    countryProblems(argument, countries),
  );
  if (allowed.length === 0 || blocked.length === 0) {
    return malformed;
  }
  const both = problem(
    "blockedCountries",
    blocked,
    "nothing, beside allowedCountries",
    "keep one of the two",
  );
  return [...malformed, both];
}
