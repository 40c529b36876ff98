import { problem } from "../internal/problem";

/** Which parts of a site are created, and which exist already. */
export interface ArgumentCombination {
  createsNetwork: boolean;
  usesVpc: boolean;
  usesCertificates: boolean;
  hasHostedZone: boolean;
  /** Region of the stack; empty if it is not configured. */
  region: string;
  createsInstances: boolean;
  usesInstances: boolean;
  usesTasks: boolean;
  /** Whether the tasks have a security group of the caller's. */
  usesTaskGroup: boolean;
  /** The arguments of instances that are given, such as `instanceType`. */
  instanceArguments: readonly string[];
  usesLoadBalancer: boolean;
  deliversApp: boolean;
  /** Whether instances of a network that is created here reach the internet; true with an existing VPC. */
  reachesInternet: boolean;
  ipv6: boolean;
  locksToAddresses: boolean;
  hasWebAcl: boolean;
  usesWebAcl: boolean;
  hasLogs: boolean;
  expectsCountries: boolean;
}

/** Validates that the arguments of a site can be combined. */
export function combinationProblems(given: ArgumentCombination): string[] {
  return [
    ...networkProblems(given),
    ...certificateProblems(given),
    ...originProblems(given),
    ...appProblems(given),
    ...ipv6Problems(given),
    ...monitoringProblems(given),
  ];
}

function networkProblems({ createsNetwork, usesVpc }: ArgumentCombination): string[] {
  return createsNetwork && usesVpc
    ? [problem("network", "set beside vpc", "network or vpc", "keep the one that you mean")]
    : [];
}

function certificateProblems({ usesCertificates, hasHostedZone, region }: ArgumentCombination): string[] {
  if (usesCertificates) {
    return [];
  }
  const zone = "name the zone in which certificates are validated, or use your own certificates";
  const configure = "run `pulumi config set aws:region eu-west-1`, or name it";
  return [
    ...(hasHostedZone
      ? []
      : [problem("hostedZoneId", undefined, "hostedZoneId, certificates or both", zone)]),
    ...(/^[a-z]{2}(-[a-z]+)+-\d$/.test(region)
      ? []
      : [problem("region", region, "a region of AWS", configure)]),
  ];
}

function originProblems(given: ArgumentCombination): string[] {
  const { createsInstances, usesInstances, usesTasks } = given;
  const problems: string[] = [];
  const chosen = Object.entries({
    bootScript: createsInstances,
    instances: usesInstances,
    tasks: usesTasks,
  }).flatMap(([name, isGiven]) => (isGiven ? [name] : []));
  if (chosen.length !== 1) {
    const got = chosen.length === 0 ? "neither bootScript nor instances nor tasks" : chosen.join(" and ");
    const fix =
      "name the boot script of new instances, existing instances, or the tasks of your ECS services";
    problems.push(problem("origin", got, "one of bootScript, instances and tasks", fix));
  }
  const existing = {
    "origin.loadBalancerArn": given.usesLoadBalancer,
    "origin.instances": usesInstances,
    "origin.tasks.securityGroupId": given.usesTaskGroup,
  };
  const [first] = Object.entries(existing).flatMap(([name, isGiven]) => (isGiven ? [name] : []));
  if (first !== undefined && !given.usesVpc) {
    problems.push(problem("vpc", undefined, `vpc, beside ${first}`, "name the VPC that it is in"));
  }
  return [...problems, ...(usesTasks ? taskProblems(given) : [])];
}

/** Tasks have no instances here, and pull their image from a registry, for which a network that is created has no endpoint. */
function taskProblems({ instanceArguments, reachesInternet }: ArgumentCombination): string[] {
  const endpoints = "leave egress out, or use your own vpc with endpoints of your registry";
  return [
    ...instanceArguments.map((name) =>
      problem(`origin.${name}`, "set beside tasks", `origin.${name} or tasks`, "set it on your ECS service"),
    ),
    ...(reachesInternet
      ? []
      : [problem("egress", "endpoints", "nat: tasks pull their image from a registry", endpoints)]),
  ];
}

/** The boot script of new instances installs the members site, which reaches its issuer over the internet. */
function appProblems({
  deliversApp,
  usesInstances,
  usesTasks,
  reachesInternet,
}: ArgumentCombination): string[] {
  if (!deliversApp) {
    return [];
  }
  const endpoints = "leave egress out, or run an application without log in by bootScript alone";
  const others = usesInstances ? "instances" : "tasks";
  return [
    ...(usesInstances || usesTasks
      ? [problem("origin.app", `set beside ${others}`, `origin.app or ${others}`, "deliver to them yourself")]
      : []),
    ...(reachesInternet || usesTasks
      ? []
      : [problem("egress", "endpoints", "nat: log in by OIDC needs the internet", endpoints)]),
  ];
}

/** A signature that is locked to an IPv4 address is refused when its viewer returns over IPv6. */
function ipv6Problems({ ipv6, locksToAddresses }: ArgumentCombination): string[] {
  const fix = "switch one of the two off: signatures can name IPv4 addresses only";
  return ipv6 && locksToAddresses
    ? [problem("ipv6", true, "false, beside signaturesLockedToAddresses", fix)]
    : [];
}

/** A distribution has one web ACL; countries are only in the access log. */
function monitoringProblems({
  hasWebAcl,
  usesWebAcl,
  hasLogs,
  expectsCountries,
}: ArgumentCombination): string[] {
  const countries = "write logs: {}, or leave the countries out: only the access log names them";
  return [
    ...(hasWebAcl && usesWebAcl
      ? [problem("webAclArn", "set beside webAcl", "webAclArn or webAcl", "keep the one that you mean")]
      : []),
    ...(expectsCountries && !hasLogs
      ? [problem("logs", undefined, "logs, beside alarms.expectedCountries", countries)]
      : []),
  ];
}
