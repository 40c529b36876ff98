/** Checks that the hosted zone exists, and that the domain is delegated to it. */
import { blocker, type Finding, ok, warning } from "../finding";

/** A public hosted zone. */
export interface HostedZone {
  readonly id: string;
  readonly nameServers: readonly string[];
}

/** The result of looking up a domain's name servers. */
export type Delegation =
  | { readonly nameServers: readonly string[] }
  /** The resolver's code, such as ENOTFOUND. */
  | { readonly error: string };

const normalised = (names: readonly string[]): string[] =>
  names.map((name) => name.toLowerCase().replace(/\.$/, "")).sort();

/** Judges the zones of a name; the program looks its zone up by name. */
export function judgeZone(name: string, zones: readonly HostedZone[]): Finding {
  const [zone] = zones;
  if (zone === undefined) {
    return blocker(
      "hosted zone",
      `there is no public hosted zone ${name} in this account`,
      `create one: aws route53 create-hosted-zone --name ${name} --caller-reference 1`,
    );
  }
  return zones.length === 1
    ? ok("hosted zone", `${name} is ${zone.id}`)
    : blocker(
        "hosted zone",
        `there are ${zones.length} public hosted zones ${name}: ${zones.map(({ id }) => id).join(", ")}`,
        "delete those that the domain is not delegated to, since the program looks its zone up by name",
      );
}

/** Judges the delegation of a domain to its zone. */
export function judgeDelegation(name: string, zone: HostedZone, delegation: Delegation): Finding {
  const fix = `set the domain's name servers, at the registrar or in the parent zone, to ${normalised(zone.nameServers).join(", ")}`;
  if ("error" in delegation) {
    return delegation.error === "ENOTFOUND" || delegation.error === "ENODATA"
      ? blocker("delegation", `DNS has no name servers for ${name}`, fix)
      : warning(
          "delegation",
          `the name servers of ${name} could not be looked up: ${delegation.error}`,
          `check the delegation yourself: dig NS ${name}`,
        );
  }
  const [delegated, expected] = [normalised(delegation.nameServers), normalised(zone.nameServers)];
  const shared = delegated.filter((server) => expected.includes(server));
  if (shared.length === 0) {
    return blocker("delegation", `${name} is delegated to ${delegated.join(", ")}, not to ${zone.id}`, fix);
  }
  return shared.length === expected.length && delegated.length === expected.length
    ? ok("delegation", `${name} is delegated to ${zone.id}`)
    : warning(
        "delegation",
        `${name} is delegated to ${delegated.join(", ")}, but ${zone.id} has other name servers`,
        fix,
      );
}
