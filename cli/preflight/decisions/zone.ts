/** The hosted zone: whether it is there, and whether the internet asks it. */
import { blocker, type Finding, ok, warning } from "../finding";

/** A public hosted zone. */
export interface HostedZone {
  readonly id: string;
  readonly nameServers: readonly string[];
}

/** What DNS answers about the name servers of a domain. */
export type Delegation =
  | { readonly nameServers: readonly string[] }
  /** The resolver's code, such as ENOTFOUND. */
  | { readonly error: string };

const normalised = (names: readonly string[]): string[] =>
  names.map((name) => name.toLowerCase().replace(/\.$/, "")).sort();

/** Judges the zones of a name: the program looks for one, by its name. */
export function judgeZone(name: string, zones: readonly HostedZone[]): Finding {
  const [zone] = zones;
  if (zone === undefined) {
    return blocker(
      "hosted zone",
      `there is no public hosted zone ${name} in this account`,
      `create it: aws route53 create-hosted-zone --name ${name} --caller-reference 1`,
    );
  }
  return zones.length === 1
    ? ok("hosted zone", `${name} is ${zone.id}`)
    : blocker(
        "hosted zone",
        `there are ${zones.length} public hosted zones ${name}: ${zones.map(({ id }) => id).join(", ")}`,
        "delete those that the domain is not delegated to: the program finds a zone by its name",
      );
}

/** Judges the delegation of a domain to its zone. */
export function judgeDelegation(name: string, zone: HostedZone, delegation: Delegation): Finding {
  const fix = `set the domain's name servers at the registrar, or in the zone above, to ${normalised(zone.nameServers).join(", ")}`;
  if ("error" in delegation) {
    return delegation.error === "ENOTFOUND" || delegation.error === "ENODATA"
      ? blocker("delegation", `DNS knows no name servers of ${name}`, fix)
      : warning(
          "delegation",
          `DNS could not be asked about ${name}: ${delegation.error}`,
          `ask it yourself: dig NS ${name}`,
        );
  }
  const [given, wanted] = [normalised(delegation.nameServers), normalised(zone.nameServers)];
  const shared = given.filter((server) => wanted.includes(server));
  if (shared.length === 0) {
    return blocker("delegation", `${name} is delegated to ${given.join(", ")}, not to ${zone.id}`, fix);
  }
  return shared.length === wanted.length && given.length === wanted.length
    ? ok("delegation", `${name} is delegated to ${zone.id}`)
    : warning("delegation", `${name} is delegated to ${given.join(", ")}, and ${zone.id} has others`, fix);
}
