import { randomBytes as bytes } from "node:crypto";
import { asText } from "../engine/values";
import { input } from "./make";
import { type Making, type ResourceFact, stable } from "./resourceType";
import { map, num, str } from "./schema";

const page = (type: string) => `https://www.pulumi.com/registry/packages/random/api-docs/${type}/`;
const operations = { create: "Create", update: "Update", delete: "Delete" };

const randomBytes: ResourceFact = {
  token: "random:index/randomBytes:RandomBytes",
  service: "random",
  operations,
  source: page("randombytes"),
  stored: false,
  inputs: {
    keepers: map(str(), { immutable: true }),
    length: num({ required: true, immutable: true, min: 1 }),
  },
  id: () => "none",
  outputs: {
    base64: stable((making) => bytes(Number(making.inputs["length"])).toString("base64")),
    hex: stable((making) => fromBase64(making, "base64", "base64").toString("hex")),
  },
};

const randomId: ResourceFact = {
  token: "random:index/randomId:RandomId",
  service: "random",
  operations,
  source: page("randomid"),
  stored: false,
  inputs: {
    byteLength: num({ required: true, immutable: true, min: 1 }),
    keepers: map(str(), { immutable: true }),
    prefix: str({ immutable: true }),
  },
  id: (making) => bytes(Number(making.inputs["byteLength"])).toString("base64url"),
  outputs: {
    b64Url: stable((making) => input(making, "prefix") + making.id),
    b64Std: stable((making) => input(making, "prefix") + idBytes(making).toString("base64")),
    hex: stable((making) => input(making, "prefix") + idBytes(making).toString("hex")),
    dec: stable(
      (making) => input(making, "prefix") + BigInt(`0x${idBytes(making).toString("hex")}`).toString(),
    ),
  },
};

function fromBase64(making: Making, output: string, encoding: "base64" | "base64url"): Buffer {
  return Buffer.from(asText(making.outputs[output]) ?? "", encoding);
}

function idBytes(making: Making): Buffer {
  return Buffer.from(making.id, "base64url");
}

/** Facts about the random package: real randomness, kept in Pulumi's state only. */
export const random = { resources: [randomBytes, randomId] };
