import type { KeyGroupArgs, PublicKeyArgs } from "@pulumi/aws/cloudfront";
import type { Unwrap } from "@pulumi/pulumi";
import type { Field } from "../../values/field";
import { Reader } from "../reader";

/** The public half of a signing key, as CloudFront has it. */
export interface PublicKey {
  readonly urn: string;
  readonly pem: Field<string>;
}

/** Keys that a behavior can trust together. */
export interface KeyGroup {
  readonly urn: string;
  /** Ids of its keys; unknown where the list cannot be seen. */
  readonly keys: Field<readonly Field<string>[]>;
}

/** Reads a public key. */
export function readPublicKey(urn: string, props: object): PublicKey[] {
  return [{ urn, pem: Reader.over<Unwrap<PublicKeyArgs>>(props).at("encodedKey").text() }];
}

/** Reads a key group. */
export function readKeyGroup(urn: string, props: object): KeyGroup[] {
  const items = Reader.over<Unwrap<KeyGroupArgs>>(props).at("items").items();
  return [
    {
      urn,
      keys: items.state === "known" ? { ...items, value: items.value.map((item) => item.text()) } : items,
    },
  ];
}
