import { EDGE_REGION } from "../../internal/edgeRegion";

/** A certificate to request: the first name is its subject, the others are alternative names. */
export interface CertificateRequest {
  names: string[];
  /** Its region; undefined is that of the provider. */
  region: string | undefined;
}

/** The certificates to request: the regional one is undefined where one certificate serves both. */
export interface CertificatePlan {
  edge: CertificateRequest;
  regional: CertificateRequest | undefined;
  /** Each name that needs a validation record, with the certificate that the record is for. */
  records: { name: string; from: "edge" | "regional" }[];
}

/**
 * Plans the certificates of a site. Certificates for the same name, or for a name and its wildcard, are validated by the
 * same record, so each name gets one record.
 *
 * @param region the region of the load balancer
 */
export function planCertificates(
  siteNames: string[],
  originNames: string[],
  region: string,
): CertificatePlan {
  if (region === EDGE_REGION) {
    const edge = { names: distinct([...siteNames, ...originNames]), region: EDGE_REGION };
    return { edge, regional: undefined, records: recordsOf([["edge", edge.names]]) };
  }
  const edge = { names: distinct(siteNames), region: EDGE_REGION };
  const regional = { names: distinct(originNames), region: undefined };
  const records = recordsOf([
    ["edge", edge.names],
    ["regional", regional.names],
  ]);
  return { edge, regional, records };
}

/** Returns the name of a validation record: a wildcard is validated by its parent domain. */
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
