import type { KeyGroupArgs, PublicKeyArgs } from "@pulumi/aws/cloudfront";
import type { Unwrap } from "@pulumi/pulumi";
import type { Field } from "../../values/field";
import { Reader } from "../reader";
import { recordReaders } from "../recordReaders";
import { resourceTypes as t } from "../resourceTypes";

/** A public key in CloudFront. */
export interface PublicKey {
  readonly urn: string;
  readonly pem: Field<string>;
}

/** A key group. */
export interface KeyGroup {
  readonly urn: string;
  /** The ids of its keys. */
  readonly keys: Field<readonly Field<string>[]>;
}

/** Key groups. */
export const keyGroups = recordReaders<KeyGroup>({
  [t.keyGroup]: readKeyGroup,
});

/** Public keys. */
export const publicKeys = recordReaders<PublicKey>({
  [t.publicKey]: readPublicKey,
});

function readPublicKey(urn: string, props: object): PublicKey[] {
  return [{ urn, pem: Reader.over<Unwrap<PublicKeyArgs>>(props).at("encodedKey").string() }];
}

function readKeyGroup(urn: string, props: object): KeyGroup[] {
  const items = Reader.over<Unwrap<KeyGroupArgs>>(props).at("items").items();
  return [
    {
      urn,
      keys: items.state === "known" ? { ...items, value: items.value.map((item) => item.string()) } : items,
    },
  ];
}
