import type { Forwarder } from "../resources/network/forwarders";
import { Reader } from "../resources/reader";
import { canonicalType, type ResourceType, resourceTypes as t } from "../resources/resourceTypes";
import { type Link, urnsOf } from "../stack/links";
import type { StackModel } from "../stack/stack";
import type { Field } from "../values/field";
import { MultiMap } from "../values/multiMap";
import { perModel } from "./perModel";

/** The outputs that hold a host name, an address or a URL, by the types that serve requests there. */
const outputs: Readonly<Partial<Record<ResourceType, readonly string[]>>> = {
  [t.apiDomainName]: ["domainName", "cloudfrontDomainName", "regionalDomainName"],
  [t.apiStage]: ["invokeUrl"],
  [t.appRunnerService]: ["serviceUrl"],
  [t.bucket]: ["bucketDomainName", "bucketRegionalDomainName", "websiteEndpoint"],
  [t.bucketWebsite]: ["websiteEndpoint"],
  [t.classicLoadBalancer]: ["dnsName"],
  [t.dnsRecord]: ["fqdn"],
  [t.eip]: ["publicIp", "publicDns"],
  [t.functionUrl]: ["functionUrl"],
  [t.httpApi]: ["apiEndpoint"],
  [t.httpApiDomainName]: ["domainName"],
  [t.httpApiStage]: ["invokeUrl"],
  [t.instance]: ["publicIp", "publicDns", "privateIp", "privateDns"],
  [t.loadBalancer]: ["dnsName"],
  [t.networkInterface]: ["privateIp"],
};

/** Types whose ids, names or ARNs others use to send requests to them. */
const named = [
  t.apiVpcLink,
  t.autoScalingGroup,
  t.function,
  t.listener,
  t.restApi,
  t.spotInstanceRequest,
] as const;

/** The types that requests can be sent to. */
const addressable: readonly ResourceType[] = [...(Object.keys(outputs) as ResourceType[]), ...named];

const hosts = perModel<Hosts>();

/** Returns the hosts of a stack. */
export function hostsOf(model: StackModel): Hosts {
  return hosts(model, null, () => new Hosts(model));
}

/** Resolves what requests are sent to: a host name, an address, a URL, an ARN, an id or a name. */
export class Hosts {
  private readonly byHost = new MultiMap<string>();
  /** DNS records by the first label of their names, which may lack the zone's. */
  private readonly records = new MultiMap<{ readonly urn: string; readonly name: string }>();

  private readonly recordTargets = new MultiMap<Forwarder>();

  constructor(private readonly model: StackModel) {
    for (const forwarder of model.forwarders) {
      if (model.links.isOf(forwarder.urn, [t.dnsRecord])) {
        this.recordTargets.add(forwarder.urn, forwarder);
      }
    }
    for (const { urn, type, props } of model.resources) {
      const canonical = canonicalType(type);
      const names = canonical === undefined ? undefined : outputs[canonical];
      if (names !== undefined) {
        this.index(urn, canonical as ResourceType, names, props);
      }
    }
  }

  /**
   * Resolves a reference, and follows DNS records. An unknown value that depends on no resource of these types is resolved to
   * the nearest ones that those it depends on are computed from.
   *
   * @param types the types of resources that it can refer to
   */
  to(urn: string, field: Field<string>, types: readonly ResourceType[] = addressable): Link {
    const link = this.resolve(urn, field, types);
    const urns = new Set(urnsOf(link));
    for (const each of urns) {
      for (const { to } of this.recordTargets.get(each)) {
        for (const target of to.flatMap((name) => urnsOf(this.resolve(each, name, types)))) {
          urns.add(target);
        }
      }
    }
    return urns.size > 0 ? { state: "inside", urns: [...urns] } : link;
  }

  private resolve(urn: string, field: Field<string>, types: readonly ResourceType[]): Link {
    const { links } = this.model;
    const link = links.to(urn, field, ...types);
    if (field.state !== "known") {
      const urns = link.state === "unknown" ? links.sourcesOf(urn, field.path, types) : [];
      return urns.length > 0 ? { state: "inside", urns } : link;
    }
    const named = this.at(hostIn(field.value)).filter((each) => links.isOf(each, types));
    const urns = new Set([...urnsOf(link), ...named]);
    return urns.size > 0 ? { state: "inside", urns: [...urns] } : link;
  }

  /** Returns the resources that answer at a host name or an address. */
  private at(host: string): string[] {
    const [label = ""] = host.split(".", 1);
    const [, bucket = ""] = /^(.+)\.s3[.-](?:[a-z0-9-]+\.)*amazonaws\.com/.exec(host) ?? [];
    const records = [...this.records.get(label), ...this.records.get("*")]
      .filter(({ name }) => isNamed(host, name))
      .map(({ urn }) => urn);
    return [...this.byHost.get(host), ...this.byHost.get(`${bucket}.s3`), ...records];
  }

  private index(urn: string, type: ResourceType, names: readonly string[], props: object): void {
    const reader = Reader.over<Record<string, string>>(props);
    const text = (name: string): string | undefined => {
      const field = reader.at(name).string();
      return field.state === "known" ? hostIn(field.value) : undefined;
    };
    for (const host of new Set(names.map(text))) {
      if (host !== undefined) {
        this.byHost.add(host, urn);
      }
    }
    const name = type === t.dnsRecord ? text("name") : undefined;
    if (name !== undefined) {
      this.records.add(name.split(".", 1)[0] ?? "", { urn, name });
    }
    const bucket = type === t.bucket ? text("bucket") : undefined;
    if (bucket !== undefined) {
      this.byHost.add(`${bucket}.s3`, urn);
    }
  }
}

/** Returns whether a record of this name, with or without its zone's, answers for a host. */
function isNamed(host: string, name: string): boolean {
  return name.startsWith("*.") ? host.endsWith(name.slice(1)) : host === name || host.startsWith(`${name}.`);
}

/** Returns the host of a URL or an alias, in lower case. Route 53's console writes `dualstack.` before a load balancer's. */
function hostIn(value: string): string {
  const [host = ""] = value
    .toLowerCase()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//, "")
    .split(/[/:?#]/, 1);
  return host.replace(/^dualstack\./, "").replace(/\.$/, "");
}
