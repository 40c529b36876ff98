/** The oldest version of TLS that a security policy allows. */
export interface TlsFloor {
  /** Such as `1.2`; `0` for SSL. */
  readonly version: number;
  /** Whether the pack knows the policy; if not, `version` is read from its name. */
  readonly isKnown: boolean;
}

/**
 * CloudFront's security policies for viewer connections.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html
 */
const viewerPolicies: ReadonlySet<string> = new Set([
  "SSLv3",
  "TLSv1",
  "TLSv1_2016",
  "TLSv1.1_2016",
  "TLSv1.2_2018",
  "TLSv1.2_2019",
  "TLSv1.2_2021",
  "TLSv1.2_2025",
  "TLSv1.3_2025",
]);

/** The year of the newest load balancer policy that the pack knows. */
const newestListenerPolicy = 2025;

/** Returns the oldest version that a security policy for viewers allows, or `undefined` for an unknown name. */
export function viewerFloor(policy: string): TlsFloor | undefined {
  if (policy === "SSLv3") {
    return { version: 0, isKnown: true };
  }
  const [, version] = /^TLSv(\d(?:\.\d)?)(?:_\d{4})?$/.exec(policy) ?? [];
  return version === undefined
    ? undefined
    : { version: Number(version), isKnown: viewerPolicies.has(policy) };
}

/**
 * Returns the oldest version that a load balancer's security policy allows, or `undefined` for an unknown name.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
 */
export function listenerFloor(policy: string): TlsFloor | undefined {
  if (/^ELBSecurityPolicy-(2016-08|2015-05|FS-2018-06)$/.test(policy)) {
    return { version: 1, isKnown: true };
  }
  const [, minor, year] =
    /^ELBSecurityPolicy-(?:TLS13|TLS|FS)-1-([0-3])-.*?(20\d\d)-\d\d$/.exec(policy) ?? [];
  return minor === undefined
    ? undefined
    : { version: 1 + Number(minor) / 10, isKnown: Number(year) <= newestListenerPolicy };
}

/** Returns the version that an origin protocol such as `TLSv1.2` or `SSLv3` names. */
export function originVersion(protocol: string): number | undefined {
  const [, version] = /^TLSv(\d(?:\.\d)?)$/i.exec(protocol) ?? [];
  return /^SSLv\d/i.test(protocol) ? 0 : version === undefined ? undefined : Number(version);
}
