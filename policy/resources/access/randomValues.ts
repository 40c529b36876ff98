import type { Unwrap } from "@pulumi/pulumi";
import type { RandomBytesArgs, RandomPasswordArgs } from "@pulumi/random";
import type { Field } from "../../values/field";
import { Reader } from "../reader";
import { recordReaders } from "../recordReaders";
import { resourceTypes as t } from "../resourceTypes";

/** A random value, for a secret header. */
export interface RandomValue {
  readonly urn: string;
  /** The number of bytes, or of characters of a random string. */
  readonly length: Field<number>;
  /** The characters that a random string may contain; undefined for random bytes. */
  readonly characters:
    | { readonly special: Field<boolean>; readonly upper: Field<boolean>; readonly specials: Field<string> }
    | undefined;
  /** Its outputs; never for a message. */
  readonly values: readonly Field<string>[];
}

interface Outputs {
  hex?: string;
  base64?: string;
  result?: string;
}

/** Random values. */
export const randomValues = recordReaders<RandomValue>({
  [t.randomBytes]: readRandomBytes,
  [t.randomPassword]: readRandomString,
  [t.randomString]: readRandomString,
});

function readRandomBytes(urn: string, props: object): RandomValue[] {
  const args = Reader.over<Unwrap<RandomBytesArgs> & Outputs>(props);
  const values = [args.at("hex").string(), args.at("base64").string()];
  return [{ urn, length: args.at("length").number(), characters: undefined, values }];
}

function readRandomString(urn: string, props: object): RandomValue[] {
  const args = Reader.over<Unwrap<RandomPasswordArgs> & Outputs>(props);
  const characters = {
    special: args.at("special").boolean(),
    upper: args.at("upper").boolean(),
    specials: args.at("overrideSpecial").string(),
  };
  return [{ urn, length: args.at("length").number(), characters, values: [args.at("result").string()] }];
}
