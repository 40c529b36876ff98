import { connectionsOf, ingressPaths } from "../../policy/reachability/ingressPaths";
import { type Distribution, nameOf } from "../../policy/resources/cloudfront/distributions";
import { resourceTypes as t } from "../../policy/resources/resourceTypes";
import { urnsOf } from "../../policy/stack/links";
import type { StackModel } from "../../policy/stack/stack";
import { known } from "../../policy/values/field";

/** A place on the way from the internet to the servers, and where it leads. */
export interface Place {
  /** A URN, or a key of its own for what is no resource. */
  readonly key: string;
  readonly label: string;
  /** It is on a way in that is not CloudFront's. */
  readonly unintended: boolean;
  readonly children: readonly Place[];
}

/**
 * All ways from the internet into a stack: those of its distributions, and whatever else leads to what CloudFront
 * reaches.
 */
export function waysIn(model: StackModel): Place {
  const { reached } = connectionsOf(model);
  const unintended = ingressPaths(model, (urn) => reached.has(urn), { admins: [], lists: [] });
  const ways = model.distributions.map((distribution) => ofDistribution(model, distribution));
  return {
    key: "internet",
    label: "internet",
    unintended: false,
    children: [
      ...ways,
      ...unintended.map(({ entry, hops }) =>
        chain(
          hops.map(({ urn, argument }) => [urn, argument] as const),
          entry.kind,
        ),
      ),
    ],
  };
}

/** Whether there is a way in that is not CloudFront's. */
export function hasUnintended(place: Place): boolean {
  return place.unintended || place.children.some(hasUnintended);
}

function ofDistribution(model: StackModel, distribution: Distribution): Place {
  const { urn, behaviors, origins } = distribution;
  if (origins.state !== "known") {
    // A state keeps origins that hold a secret encrypted as a whole; what they need is told all the same.
    const ways = model.links.needs(urn, "origins", [t.vpcOrigin]);
    const using = behaviors.map((each) => `${nameOf(each)}: ${isSigned(each.signed) ? "signed" : "public"}`);
    const place = { key: `${urn}#origins`, label: `origins (${using.join("; ")})`, unintended: false };
    const children = [{ ...place, children: ways.map((way) => ofVpcOrigin(model, way)) }];
    return { key: urn, label: label(urn), unintended: false, children };
  }
  const children = (known(origins) ?? []).map((origin): Place => {
    const id = known(origin.id) ?? "";
    const using = behaviors
      .filter(({ targetOrigin }) => known(targetOrigin) === id)
      .map((behavior) => `${nameOf(behavior)}: ${isSigned(behavior.signed) ? "signed" : "public"}`);
    const ways = urnsOf(model.links.to(urn, origin.vpcOrigin, t.vpcOrigin));
    return {
      key: `${urn}#${id}`,
      label: `origin ${id} (${using.length === 0 ? "unused" : using.join("; ")})`,
      unintended: false,
      children: ways.map((way) => ofVpcOrigin(model, way)),
    };
  });
  return { key: urn, label: label(urn), unintended: false, children };
}

function isSigned(signed: Distribution["behaviors"][number]["signed"]): boolean {
  return signed.state === "known" && signed.value;
}

function ofVpcOrigin(model: StackModel, urn: string): Place {
  const endpoint = model.vpcOrigins.find((each) => each.urn === urn)?.endpoint;
  const targets =
    endpoint === undefined ? [] : urnsOf(model.links.to(urn, endpoint, t.loadBalancer, t.instance));
  return {
    key: urn,
    label: label(urn),
    unintended: false,
    children: targets.map((each) => ofServer(model, each)),
  };
}

function ofServer(model: StackModel, urn: string): Place {
  const { delivery } = connectionsOf(model);
  const listeners = delivery.listeners.get(urn).map((listener): Place => {
    const rules = delivery.rules.get(listener).map((rule): Place => {
      return { key: rule, label: label(rule), unintended: false, children: targets(model, rule) };
    });
    return {
      key: listener,
      label: label(listener),
      unintended: false,
      children: [...targets(model, listener), ...rules],
    };
  });
  return { key: urn, label: label(urn), unintended: false, children: listeners };
}

/** The target groups that a listener or a rule forwards to, and what is in them. */
function targets(model: StackModel, from: string): Place[] {
  const { delivery } = connectionsOf(model);
  const ports = new Map(model.targetGroups.map(({ urn, port }) => [urn, port]));
  return delivery.targetGroups.get(from).map(({ to }): Place => {
    const port = ports.get(to);
    const number = port === undefined ? undefined : known(port);
    const servers = delivery.targetsOf(to).map((step) => ofServer(model, step.to));
    return {
      key: to,
      label: `${label(to)}${number === undefined ? "" : `, port ${number}`}`,
      unintended: false,
      children: servers,
    };
  });
}

/** A way in that is not CloudFront's, one place after the other. */
function chain(hops: readonly (readonly [urn: string, argument: string])[], kind: string): Place {
  const [[urn, argument] = ["", ""], ...rest] = hops;
  const how = [kind, argument].filter((part) => part !== "").join(": ");
  return {
    key: urn,
    label: `${label(urn)}${how === "" ? "" : ` (${how})`}`,
    unintended: true,
    children: rest.length === 0 ? [] : [chain(rest, "")],
  };
}

/** A resource as people call it: what it is, and its name. */
function label(urn: string): string {
  const [type = "", name = ""] = urn.split("::").slice(-2);
  const kind = type.split(":").at(-1) ?? "";
  return `${kind.replace(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase()} ${name}`;
}
