import {
  added,
  all,
  type Change,
  declared,
  declaredRaw,
  type Leaf,
  output,
  type Resource,
  secret,
  set,
} from "../../misconfigurations/stackModel";

type HeaderValue = Leaf | string;

/** The places of the tiers' origins in the distribution. */
const PLACES = { public: 0, signed: 1 } as const;

/** Sets the value of the secret header of a tier, at the origin and in the listener's rule. */
export function headerOf(tier: keyof typeof PLACES, value: HeaderValue): Change {
  return all(
    set("site-distribution", `origins.${PLACES[tier]}.customHeaders.0.value`, value),
    set(`site-${tier}-rule`, "conditions.0.httpHeader.values", [value]),
  );
}

/** Draws the values of both tiers from a resource each, which `draw` declares under a name. */
export function drawn(
  draw: (name: string) => Resource,
  result: string,
  value: (drawnValue: ReturnType<typeof output>) => HeaderValue = (drawnValue) => drawnValue,
): Change {
  return all(
    added(draw("public-value"), draw("signed-value")),
    headerOf("public", value(output("public-value", result))),
    headerOf("signed", value(output("signed-value", result))),
  );
}

/** Declares random bytes; base64 has the same bytes as hex. */
export function bytes(name: string, length: number): Resource {
  const hex = digits(name, length * 2);
  return {
    ...declared("random:index/randomBytes:RandomBytes", name, { length }),
    outputs: { id: name, hex: secret(hex), base64: secret(Buffer.from(hex, "hex").toString("base64")) },
  };
}

/** Declares a resource of the random provider with a text as its result. */
export function random(
  type: "RandomString" | "RandomPassword" | "RandomPet" | "RandomUuid" | "RandomId" | "RandomInteger",
  name: string,
  props: Resource["props"],
  outputs: Resource["outputs"],
): Resource {
  const file = `${type.slice(0, 1).toLowerCase()}${type.slice(1)}`;
  return declaredRaw(`random:index/${file}:${type}`, name, props, outputs);
}

/** Returns as many characters of an alphabet as asked, different by name. */
export function characters(name: string, length: number, alphabet: string): string {
  return [...Array(length).keys()]
    .map((at) => alphabet[(at * 7 + name.length * 5 + name.charCodeAt(at % name.length)) % alphabet.length])
    .join("");
}

function digits(name: string, length: number): string {
  return characters(name, length, "3f9a0c57be1d2846");
}
