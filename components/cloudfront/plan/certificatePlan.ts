/** The region in which CloudFront looks for certificates. */
const EDGE_REGION = "us-east-1";

/** A certificate to ask for: the first name is its subject, the others are alternatives. */
export interface CertificateRequest {
  names: string[];
  /** Where it lives; undefined is the provider's own region. */
  region: string | undefined;
}

/** What to ask for: the regional certificate is undefined where one certificate serves both ends. */
export interface CertificatePlan {
  edge: CertificateRequest;
  regional: CertificateRequest | undefined;
  /** Each name that needs a validation record, with the certificate that says what the record holds. */
  records: { name: string; from: "edge" | "regional" }[];
}

/**
 * Plans the certificates of a site. Two certificates for one name, or for a name and its wildcard, are validated
 * by one and the same record, so each name gets one record, however many certificates carry it.
 *
 * @param region the region of the load balancer
 */
export function planCertificates(siteNames: string[], originName: string, region: string): CertificatePlan {
  if (region === EDGE_REGION) {
    const edge = { names: distinct([...siteNames, originName]), region: EDGE_REGION };
    return { edge, regional: undefined, records: recordsOf([["edge", edge.names]]) };
  }
  const edge = { names: distinct(siteNames), region: EDGE_REGION };
  const regional = { names: [originName], region: undefined };
  const records = recordsOf([
    ["edge", edge.names],
    ["regional", regional.names],
  ]);
  return { edge, regional, records };
}

/** The name that a validation record is made for: a wildcard is validated through the name it stands under. */
export function validatedName(name: string): string {
  return name.replace(/^\*\./, "");
}

function recordsOf(certificates: ["edge" | "regional", string[]][]): CertificatePlan["records"] {
  const records = new Map<string, { name: string; from: "edge" | "regional" }>();
  for (const [from, names] of certificates) {
    for (const name of names.map(validatedName)) {
      if (!records.has(name)) {
        records.set(name, { name, from });
      }
    }
  }
  return [...records.values()];
}

function distinct(names: string[]): string[] {
  return [...new Set(names)];
}
