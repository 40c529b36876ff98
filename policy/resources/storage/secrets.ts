import type { Unwrap } from "@pulumi/pulumi";
import type { RandomBytesArgs, RandomPasswordArgs } from "@pulumi/random";
import type { Field } from "../../values/field";
import { Reader } from "../reader";

/** A random value, which a secret header can be made of. */
export interface RandomValue {
  readonly urn: string;
  /** Bytes, or characters of a text. */
  readonly length: Field<number>;
  /** Random text has characters of several kinds; bytes have none of these arguments. */
  readonly text:
    | { readonly special: Field<boolean>; readonly upper: Field<boolean>; readonly specials: Field<string> }
    | undefined;
  /** The values that it gives, where they are known. Never for a message. */
  readonly values: readonly Field<string>[];
}

interface Outputs {
  hex?: string;
  base64?: string;
  result?: string;
}

/** Reads random bytes. */
export function readRandomBytes(urn: string, props: object): RandomValue[] {
  const args = Reader.over<Unwrap<RandomBytesArgs> & Outputs>(props);
  const values = [args.at("hex").text(), args.at("base64").text()];
  return [{ urn, length: args.at("length").number(), text: undefined, values }];
}

/** Reads a random password or text. */
export function readRandomText(urn: string, props: object): RandomValue[] {
  const args = Reader.over<Unwrap<RandomPasswordArgs> & Outputs>(props);
  const text = {
    special: args.at("special").flag(),
    upper: args.at("upper").flag(),
    specials: args.at("overrideSpecial").text(),
  };
  return [{ urn, length: args.at("length").number(), text, values: [args.at("result").text()] }];
}
