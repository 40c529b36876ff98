import { problem } from "./problem";

/** What the parts of a site are made of. */
export interface CompositionFacts {
  makesNetwork: boolean;
  bringsVpc: boolean;
  bringsCertificates: boolean;
  hasHostedZone: boolean;
  /** Region of the stack, empty if nothing tells it. */
  region: string;
  makesInstances: boolean;
  bringsInstances: boolean;
  bringsLoadBalancer: boolean;
  deliversApp: boolean;
  /** Whether a network that is made here lets instances reach the internet; true beside a VPC that exists. */
  reachesInternet: boolean;
  ipv6: boolean;
  locksToAddresses: boolean;
}

/** Says which choices between making and bringing do not go together. */
export function compositionProblems(facts: CompositionFacts): string[] {
  return [
    ...networkProblems(facts),
    ...certificateProblems(facts),
    ...originProblems(facts),
    ...appProblems(facts),
    ...ipv6Problems(facts),
  ];
}

function networkProblems(facts: CompositionFacts): string[] {
  if (facts.makesNetwork && facts.bringsVpc) {
    return [problem("network", "set beside vpc", "network or vpc", "keep the one that you mean")];
  }
  return [];
}

function certificateProblems(facts: CompositionFacts): string[] {
  if (facts.bringsCertificates) {
    return [];
  }
  const zone = "name the zone in which certificates are to be proved, or bring certificates";
  const region = "run `pulumi config set aws:region eu-west-1`, or name it";
  return [
    ...(facts.hasHostedZone
      ? []
      : [problem("hostedZoneId", undefined, "hostedZoneId, certificates or both", zone)]),
    ...(/^[a-z]{2}(-[a-z]+)+-\d$/.test(facts.region)
      ? []
      : [problem("region", facts.region, "a region of AWS", region)]),
  ];
}

function originProblems(facts: CompositionFacts): string[] {
  const problems: string[] = [];
  if (facts.makesInstances === facts.bringsInstances) {
    const got = facts.makesInstances ? "both bootScript and instances" : "neither bootScript nor instances";
    const fix = "name the script of instances to be made, or the instances that exist";
    problems.push(problem("origin", got, "one of bootScript and instances", fix));
  }
  if ((facts.bringsLoadBalancer || facts.bringsInstances) && !facts.bringsVpc) {
    const what = facts.bringsLoadBalancer ? "origin.loadBalancerArn" : "origin.instances";
    problems.push(problem("vpc", undefined, `vpc, beside ${what}`, "name the VPC that it is in"));
  }
  return problems;
}

/** The members site is fetched by the boot script of instances that are made here, and asks its issuer by the internet. */
function appProblems({ deliversApp, bringsInstances, reachesInternet }: CompositionFacts): string[] {
  if (!deliversApp) {
    return [];
  }
  const endpoints = "leave egress out, or bring an application without log in by bootScript alone";
  return [
    ...(bringsInstances
      ? [problem("origin.app", "set beside instances", "origin.app or instances", "deliver to them yourself")]
      : []),
    ...(reachesInternet
      ? []
      : [problem("egress", "endpoints", "nat: log in by OIDC needs the internet", endpoints)]),
  ];
}

/** A signature that is locked to an IPv4 address is refused when its viewer comes back by IPv6. */
function ipv6Problems({ ipv6, locksToAddresses }: CompositionFacts): string[] {
  if (!ipv6 || !locksToAddresses) {
    return [];
  }
  const fix = "switch one of the two off: signatures can name IPv4 addresses only";
  return [problem("ipv6", true, "false, beside signaturesLockedToAddresses", fix)];
}
