import { rangeProblems } from "./problem";

/** Port of the load balancer's HTTPS listener where none is chosen. */
export const DEFAULT_LISTENER_PORT = 443;

/** The ports on which an application serves its two tiers. */
export interface TierPorts {
  publicPort: number;
  signedPort: number;
}

/** Fills in the ports of the tiers that were left out. */
export function tierPorts({ publicPort = 8443, signedPort = 8444 }: Partial<TierPorts>): TierPorts {
  return { publicPort, signedPort };
}

/**
 * Validates the ports of the tiers.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html
 */
export function tierPortProblems(given: Partial<TierPorts>): string[] {
  const fix = "the application runs without root, which lower ports need";
  return Object.entries<number>({ ...tierPorts(given) }).flatMap(([name, port]) =>
    rangeProblems(name, port, 1024, 65535, fix),
  );
}

/**
 * Validates the port of the HTTPS listener, to which a VPC origin connects.
 *
 * @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_VpcOriginEndpointConfig.html
 */
export function listenerPortProblems(port: number = DEFAULT_LISTENER_PORT): string[] {
  if (port === 443) {
    return [];
  }
  const fix = "choose 443, or a port from 1024 on: CloudFront calls no other";
  return rangeProblems("listenerPort", port, 1024, 65535, fix);
}

/** A port of the instances, named by the first tier that uses it. */
export interface TierPort {
  tier: string;
  port: number;
}

/** Lists the distinct ports of the tiers: an application with one port serves both tiers on it. */
export function distinctPorts({ publicPort, signedPort }: TierPorts): TierPort[] {
  const ports = [
    { tier: "public", port: publicPort },
    { tier: "signed", port: signedPort },
  ];
  return publicPort === signedPort ? ports.slice(0, 1) : ports;
}
