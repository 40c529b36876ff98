import { randomBytes as bytes } from "node:crypto";
import { input } from "../model/commonFields";
import { type OperationContext, type ResourceType, stable } from "../model/resourceType";
import { map, num, str } from "../model/schema";
import { asText } from "../values";

const page = (type: string) => `https://www.pulumi.com/registry/packages/random/api-docs/${type}/`;
const operations = { create: "Create", update: "Update", delete: "Delete" };

const randomBytes: ResourceType = {
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
    base64: stable((context) => bytes(Number(context.inputs["length"])).toString("base64")),
    hex: stable((context) => fromBase64(context, "base64", "base64").toString("hex")),
  },
};

const randomId: ResourceType = {
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
  id: (context) => bytes(Number(context.inputs["byteLength"])).toString("base64url"),
  outputs: {
    b64Url: stable((context) => input(context, "prefix") + context.id),
    b64Std: stable((context) => input(context, "prefix") + idBytes(context).toString("base64")),
    hex: stable((context) => input(context, "prefix") + idBytes(context).toString("hex")),
    dec: stable(
      (context) => input(context, "prefix") + BigInt(`0x${idBytes(context).toString("hex")}`).toString(),
    ),
  },
};

function fromBase64(context: OperationContext, output: string, encoding: "base64" | "base64url"): Buffer {
  return Buffer.from(asText(context.outputs[output]) ?? "", encoding);
}

function idBytes(context: OperationContext): Buffer {
  return Buffer.from(context.id, "base64url");
}

/** Resource types of the random package: real randomness, stored in Pulumi's state only. */
export const random = { resources: [randomBytes, randomId] };
