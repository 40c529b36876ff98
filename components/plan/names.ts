import { problem } from "./problem";

/**
 * Names of load balancers and target groups have 32 characters, of which Pulumi takes 8 to keep them apart.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html
 */
const MAX_LOGICAL_NAME = 24;

/**
 * Says what is wrong with the name of a component whose children carry it in front of their own.
 *
 * @param longestSuffix what the longest name of a load balancer or target group adds, such as `-signed`
 */
export function componentNameProblems(name: string, longestSuffix: string): string[] {
  const max = MAX_LOGICAL_NAME - longestSuffix.length;
  if (/^[a-z][a-z0-9-]*$/.test(name) && name.length <= max) {
    return [];
  }
  const allowed = `1 to ${max} lower-case letters, digits and -, a letter first`;
  return [
    problem("the component's name", name, allowed, "shorten it: AWS names below it have 32 characters"),
  ];
}

/** Certificates carry their first name in a field of 64 characters. */
const MAX_CERTIFICATE_NAME = 64;

/** Says what is wrong with a domain name. */
export function domainNameProblems(what: string, name: string): string[] {
  const label = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
  const valid = new RegExp(`^(${label}\\.)+[a-z]([a-z0-9-]*[a-z0-9])?$`).test(name);
  if (valid && name.length <= MAX_CERTIFICATE_NAME) {
    return [];
  }
  const allowed = `a lower-case domain name of at most ${MAX_CERTIFICATE_NAME} characters, without scheme or path`;
  return [problem(what, name, allowed, 'write it like "members.example.com"')];
}

/** Tells whether a domain name is the zone's own or lies in it. */
export function isInZone(domainName: string, zoneName: string): boolean {
  const zone = zoneName.replace(/\.$/, "");
  return domainName === zone || domainName.endsWith(`.${zone}`);
}
