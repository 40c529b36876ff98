/** Reads a domain's zone and delegation from Route 53 and DNS. */
import { Resolver } from "node:dns/promises";
import type { RRType } from "@aws-sdk/client-route-53";
import type { ZoneRecord } from "../decisions/names";
import type { Delegation, HostedZone } from "../decisions/zone";
import type { Aws } from "./clients";

/** Looks up the name servers of a domain. */
export type ResolveNs = (domain: string) => Promise<string[]>;

const TIMEOUT = 5_000;

/** Looks up name servers with this machine's resolvers. */
export const resolveNs: ResolveNs = (domain) =>
  new Resolver({ timeout: TIMEOUT, tries: 2 }).resolveNs(domain);

/** Reads a domain's delegation; a failed lookup is a result too. */
export async function fetchDelegation(domain: string, resolve: ResolveNs): Promise<Delegation> {
  try {
    return { nameServers: await resolve(domain) };
  } catch (error) {
    return { error: (error as NodeJS.ErrnoException).code ?? (error as Error).message };
  }
}

/** Lists the public hosted zones with exactly this name. */
export async function fetchZones({ sdk, clients }: Aws, name: string): Promise<HostedZone[]> {
  const { HostedZones = [] } = await clients.route53.send(
    new sdk.route53.ListHostedZonesByNameCommand({ DNSName: name }),
  );
  const ids = HostedZones.filter(
    (zone) => zone.Name === `${name.replace(/\.$/, "")}.` && zone.Config?.PrivateZone !== true,
  ).flatMap(({ Id }) => Id ?? []);
  return Promise.all(
    ids.map(async (Id) => {
      const { DelegationSet } = await clients.route53.send(new sdk.route53.GetHostedZoneCommand({ Id }));
      return { id: Id.replace("/hostedzone/", ""), nameServers: DelegationSet?.NameServers ?? [] };
    }),
  );
}

/** Lists the records of a zone. */
export async function fetchRecords({ sdk, clients }: Aws, zoneId: string): Promise<ZoneRecord[]> {
  const records: ZoneRecord[] = [];
  let next: { StartRecordName?: string; StartRecordType?: RRType; StartRecordIdentifier?: string } = {};
  for (;;) {
    const page = await clients.route53.send(
      new sdk.route53.ListResourceRecordSetsCommand({ HostedZoneId: zoneId, ...next }),
    );
    for (const { Name = "", Type = "", ResourceRecords = [] } of page.ResourceRecordSets ?? []) {
      records.push({ name: Name, type: Type, values: ResourceRecords.flatMap(({ Value }) => Value ?? []) });
    }
    if (page.IsTruncated !== true || page.NextRecordName === undefined) {
      return records;
    }
    next = {
      StartRecordName: page.NextRecordName,
      ...(page.NextRecordType && { StartRecordType: page.NextRecordType }),
      ...(page.NextRecordIdentifier && { StartRecordIdentifier: page.NextRecordIdentifier }),
    };
  }
}
