import type { Unwrap } from "@pulumi/pulumi";
import type { RandomBytesArgs, RandomIdArgs, RandomIntegerArgs, RandomPasswordArgs } from "@pulumi/random";
import { bitsOfBase64, bitsOfRandomText } from "../../values/entropy";
import { type Field, known } from "../../values/field";
import { Reader } from "../reader";
import { recordReaders } from "../recordReaders";
import { resourceTypes as t } from "../resourceTypes";

/** A random value, for a secret header. */
export interface RandomValue {
  readonly urn: string;
  /** The argument that decides how many bits it has; empty if none does. */
  readonly path: string;
  /** The bits of its strongest output, compared without case; undefined if unknown. */
  readonly bits: number | undefined;
  /** The length that gives it enough bits; undefined if none does. */
  readonly enough: number | undefined;
  /** The special characters that it may contain, and the argument that allows them. */
  readonly specials: { readonly path: string; readonly characters: string } | undefined;
  readonly outputs: readonly RandomOutput[];
}

/** An output of a random value. */
export interface RandomOutput {
  /** Never for a message. */
  readonly value: Field<string>;
  readonly bits: number | undefined;
}

interface Outputs {
  hex?: string;
  base64?: string;
  b64Std?: string;
  b64Url?: string;
  dec?: string;
  result?: string;
  id?: string;
}

/** Random values. */
export const randomValues = recordReaders<RandomValue>({
  [t.randomBytes]: readRandomBytes,
  [t.randomId]: readRandomId,
  [t.randomInteger]: readRandomInteger,
  [t.randomPassword]: readRandomString,
  [t.randomPet]: (urn, props) => readResult(urn, props, 0),
  [t.randomShuffle]: (urn, props) => readResult(urn, props, 0),
  [t.randomString]: readRandomString,
  [t.randomUuid]: (urn, props) => readResult(urn, props, 122),
  [t.randomUuid4]: (urn, props) => readResult(urn, props, 122),
  [t.randomUuid7]: (urn, props) => readResult(urn, props, 74),
});

function readRandomBytes(urn: string, props: object): RandomValue[] {
  const args = Reader.over<Unwrap<RandomBytesArgs> & Outputs>(props);
  const length = args.at("length").number();
  return [bytes(urn, length, [args.at("hex").string()], [args.at("base64").string()])];
}

function readRandomId(urn: string, props: object): RandomValue[] {
  const args = Reader.over<Unwrap<RandomIdArgs> & Outputs>(props);
  const length = args.at("byteLength").number();
  const base64 = [args.at("b64Std").string(), args.at("b64Url").string(), args.at("id").string()];
  return [bytes(urn, length, [args.at("hex").string(), args.at("dec").string()], base64)];
}

/** Base64 loses bits where case does not count; hexadecimal and decimal digits do not. */
function bytes(
  urn: string,
  length: Field<number>,
  digits: readonly Field<string>[],
  base64: readonly Field<string>[],
): RandomValue {
  const count = known(length);
  const bits = count === undefined ? undefined : count * 8;
  const bitsOfText = count === undefined ? undefined : bitsOfBase64(count);
  return {
    urn,
    path: length.path,
    bits,
    enough: 32,
    specials: undefined,
    outputs: [
      ...digits.map((value) => ({ value, bits })),
      ...base64.map((value) => ({ value, bits: bitsOfText })),
    ],
  };
}

/** @see https://www.pulumi.com/registry/packages/random/api-docs/randompassword/ */
const defaultSpecials = "!@#$%&*()-_=+[]{}<>:?";

function readRandomString(urn: string, props: object): RandomValue[] {
  const args = Reader.over<Unwrap<RandomPasswordArgs> & Outputs>(props);
  const length = args.at("length").number();
  const special = args.at("special").boolean();
  const specials =
    known(special) === false ? "" : (known(args.at("overrideSpecial").string()) ?? defaultSpecials);
  const isAllowed = (name: "lower" | "upper" | "numeric" | "number") =>
    known(args.at(name).boolean()) !== false;
  const count = known(length);
  const bits =
    count === undefined
      ? undefined
      : bitsOfRandomText({
          length: count,
          lower: isAllowed("lower"),
          upper: isAllowed("upper"),
          numeric: isAllowed("numeric") && isAllowed("number"),
          specials,
        });
  const outputs = [{ value: args.at("result").string(), bits }];
  return [
    {
      urn,
      path: length.path,
      bits,
      enough: 64,
      specials: { path: special.path, characters: specials },
      outputs,
    },
  ];
}

function readRandomInteger(urn: string, props: object): RandomValue[] {
  const args = Reader.over<Unwrap<RandomIntegerArgs>>(props);
  const [min, max] = [known(args.at("min").number()), known(args.at("max").number())];
  const bits = min === undefined || max === undefined ? undefined : Math.log2(Math.max(max - min + 1, 1));
  return [{ urn, path: "max", bits, enough: undefined, specials: undefined, outputs: [] }];
}

function readResult(urn: string, props: object, bits: number): RandomValue[] {
  const value = Reader.over<Outputs>(props).at("result").string();
  return [{ urn, path: "", bits, enough: undefined, specials: undefined, outputs: [{ value, bits }] }];
}
