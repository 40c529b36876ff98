/** Validates the configuration of a distribution. */
import { globMatches } from "../glob";
import type { RuleId } from "../rules";
import type { Distribution } from "./distribution";
import { errorPageFor } from "./errorResponses";

/** A problem. `error`: CloudFront refuses it. `warning`: CloudFront accepts it, or its quota can be raised. */
export interface ConfigurationFinding {
  readonly severity: "error" | "warning";
  readonly rule: RuleId;
  readonly field: string;
  readonly detail: string;
}

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html "Path pattern" */
const patternCharacters = /^[A-Za-z0-9_\-.*$/~"'@:+&?]+$/;
const longestPattern = 255;
const keysInGroup = 5;
const groupsOnBehavior = 4;

/**
 * Validates the key groups of one behavior.
 *
 * @param sizes - the number of keys of each group
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
 */
export function keyGroupFindings(sizes: readonly number[], field: string): readonly ConfigurationFinding[] {
  const finding = (detail: string): ConfigurationFinding => ({
    severity: "warning",
    rule: "quota.keys",
    field,
    detail,
  });
  return [
    ...(sizes.length > groupsOnBehavior
      ? [finding(`${sizes.length} key groups; the quota is ${groupsOnBehavior}`)]
      : []),
    ...sizes
      .filter((size) => size > keysInGroup)
      .map((size) => finding(`${size} keys in a group; the quota is ${keysInGroup}`)),
  ];
}

function patternFindings(pattern: string, field: string): readonly ConfigurationFinding[] {
  const finding = (detail: string): ConfigurationFinding => ({
    severity: "error",
    rule: "quota.pattern",
    field,
    detail,
  });
  return [
    ...(pattern.length > longestPattern ? [finding(`${pattern.length} characters`)] : []),
    ...(patternCharacters.test(pattern)
      ? []
      : [finding(`${JSON.stringify(pattern)} has a character that patterns do not allow`)]),
  ];
}

/** Tells whether every path that `narrow` matches is matched by `wide`: in the text of `narrow`, `*` and `?` match `*` only. */
function includes(wide: string, narrow: string): boolean {
  const slashed = (pattern: string): string => (/^[/*]/.test(pattern) ? pattern : `/${pattern}`);
  return globMatches(slashed(wide), slashed(narrow), false);
}

/** Validates a distribution's behaviors and error pages. */
export function configurationFindings(distribution: Distribution): readonly ConfigurationFinding[] {
  const { behaviors } = distribution;
  const findings = behaviors.flatMap(({ pathPattern, trustedKeys, index }) => {
    const field = `behaviors[${index}]`;
    const wider = behaviors
      .slice(0, index)
      .find((earlier) => earlier.trustedKeys.size === 0 && includes(earlier.pathPattern, pathPattern));
    return [
      ...patternFindings(pathPattern, `${field}.pathPattern`),
      ...(trustedKeys.size > keysInGroup * groupsOnBehavior
        ? keyGroupFindings([trustedKeys.size], `${field}.trustedKeys`)
        : []),
      ...(trustedKeys.size > 0 && wider
        ? [
            {
              severity: "warning",
              rule: "order.shadowed",
              field,
              detail: `${pathPattern} is never reached: ${wider.pathPattern} comes first and is public`,
            } as const,
          ]
        : []),
    ];
  });
  const pages = distribution.customErrorResponses.flatMap(({ errorCode }, index): ConfigurationFinding[] => {
    const doubt = errorPageFor(errorCode, distribution)?.doubt;
    return doubt
      ? [
          {
            severity: "warning",
            rule: doubt.rule,
            field: `customErrorResponses[${index}]`,
            detail: doubt.detail,
          },
        ]
      : [];
  });
  return [...findings, ...pages];
}
