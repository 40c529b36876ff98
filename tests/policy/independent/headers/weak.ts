import { added, all, declared, joined, output, secret, set } from "../../misconfigurations/stackModel";
import { site } from "../base";
import type { IndependentCase } from "../independentCase";
import { servicePages } from "../servicePages";
import { bytes, characters, drawn, headerOf, random } from "./shared";

const DIGITS = "7301849265";
const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const ALPHABET = `${LETTERS}${LETTERS.toUpperCase()}${DIGITS}`;

const parameter = (name: string, value: Parameters<typeof secret>[0]) =>
  declared("aws:ssm/parameter:Parameter", name, { type: "SecureString", value: secret(value) });

/** Stacks whose secret header can be guessed, or says the same of both tiers. */
export const weak: readonly IndependentCase[] = [
  {
    id: "header-word",
    what: "The values are words.",
    source: servicePages.restrictingBalancers,
    verdict: "refused",
    resources: site(headerOf("public", "from-cloudfront"), headerOf("signed", "open-sesame")),
  },
  {
    id: "header-of-digits",
    what: "The values are numbers of 20 digits.",
    source: servicePages.originHeaders,
    verdict: "refused",
    resources: site(
      headerOf("public", secret("48151623421086753091")),
      headerOf("signed", secret("31415926535897932384")),
    ),
  },
  {
    id: "header-of-one-character",
    what: "The values are long, of one character each.",
    source: servicePages.originHeaders,
    verdict: "refused",
    resources: site(headerOf("public", secret("a".repeat(64))), headerOf("signed", secret("b".repeat(64)))),
  },
  {
    id: "header-of-eight-bytes",
    what: "The values are of 8 random bytes.",
    source: servicePages.originHeaders,
    verdict: "refused",
    resources: site(drawn((name) => bytes(name, 8), "hex")),
  },
  {
    id: "header-of-fifteen-bytes",
    what: "The values are of 15 random bytes, 120 bits.",
    source: servicePages.originHeaders,
    verdict: "refused",
    resources: site(drawn((name) => bytes(name, 15), "hex")),
  },
  {
    id: "header-with-a-long-prefix",
    what: "A long prefix stands before 8 random bytes.",
    source: servicePages.originHeaders,
    verdict: "refused",
    resources: site(
      drawn(
        (name) => bytes(name, 8),
        "hex",
        (value) => joined`the-secret-of-our-distribution-in-production-${value}`,
      ),
    ),
  },
  {
    id: "header-of-base64",
    what: "The values are 16 random bytes in base64, of which the case of letters does not count.",
    source: servicePages.listenerConditions,
    verdict: "refused",
    // A preview does not know how the random bytes are written: in hexadecimal they would be strong enough.
    moments: ["known"],
    resources: site(drawn((name) => bytes(name, 16), "base64")),
  },
  {
    id: "header-of-a-password",
    what: "The values are passwords of 24 letters and digits, of which the case of letters does not count.",
    source: servicePages.listenerConditions,
    verdict: "refused",
    resources: site(
      drawn(
        (name) =>
          random(
            "RandomPassword",
            name,
            { length: 24, special: false },
            { id: "none", result: secret(characters(name, 24, ALPHABET)) },
          ),
        "result",
      ),
    ),
  },
  {
    id: "header-of-a-numeric-password",
    what: "The values are passwords of 32 digits.",
    source: servicePages.originHeaders,
    verdict: "refused",
    resources: site(
      drawn(
        (name) =>
          random(
            "RandomPassword",
            name,
            { length: 32, special: false, upper: false, lower: false, numeric: true },
            { id: "none", result: secret(characters(name, 32, DIGITS)) },
          ),
        "result",
      ),
    ),
  },
  {
    id: "header-of-a-string",
    what: "The values are random strings of 16 characters.",
    source: servicePages.originHeaders,
    verdict: "refused",
    resources: site(
      drawn((name) => {
        const result = characters(name, 16, ALPHABET);
        return random("RandomString", name, { length: 16, special: false }, { id: result, result });
      }, "result"),
    ),
  },
  {
    id: "header-of-a-pet",
    what: "The values are names of pets.",
    source: servicePages.originHeaders,
    verdict: "refused",
    resources: site(
      drawn((name) => {
        const id = `${name}-loudly-natural-mongoose`;
        return random("RandomPet", name, { length: 3 }, { id });
      }, "id"),
    ),
  },
  {
    id: "header-of-a-uuid",
    what: "The values are UUIDs, 122 random bits.",
    source: servicePages.originHeaders,
    verdict: "refused",
    resources: site(
      drawn((name) => {
        const hex = characters(name, 32, "3f9a0c57be1d2846");
        const result = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
        return random("RandomUuid", name, {}, { id: result, result });
      }, "result"),
    ),
  },
  {
    id: "header-of-a-short-id",
    what: "The values are random ids of 8 bytes.",
    source: servicePages.originHeaders,
    verdict: "refused",
    resources: site(
      drawn((name) => {
        const hex = characters(name, 16, "3f9a0c57be1d2846");
        return random("RandomId", name, { byteLength: 8 }, { id: hex, hex });
      }, "hex"),
    ),
  },
  {
    id: "header-in-a-parameter",
    what: "The values are words in parameters.",
    source: servicePages.restrictingBalancers,
    verdict: "refused",
    resources: site(
      added(parameter("public-header", "letmein"), parameter("signed-header", "letmein-too")),
      headerOf("public", output("public-header", "value")),
      headerOf("signed", output("signed-header", "value")),
    ),
  },
  {
    id: "header-in-a-secret",
    what: "The value of one tier is a word in a secret.",
    source: servicePages.restrictingBalancers,
    verdict: "refused",
    resources: site(
      added(
        declared("aws:secretsmanager/secret:Secret", "header", {}),
        declared("aws:secretsmanager/secretVersion:SecretVersion", "header-value", {
          secretId: output("header", "id"),
          secretString: secret("correct-horse"),
        }),
      ),
      headerOf("signed", output("header-value", "secretString")),
    ),
  },
  {
    id: "header-by-a-pattern",
    what: "The rule of the signed tier accepts every value with a prefix.",
    source: servicePages.listenerConditions,
    verdict: "refused",
    resources: site(
      drawn(
        (name) => bytes(name, 32),
        "hex",
        (value) => joined`v1-${value}`,
      ),
      set("site-signed-rule", "conditions.0.httpHeader.values", ["v1-*"]),
    ),
  },
  {
    id: "header-of-both-tiers",
    what: "Both tiers have one value.",
    source: servicePages.listenerConditions,
    verdict: "refused",
    resources: site(headerOf("signed", output("site-public-secret", "hex"))),
  },
  {
    id: "header-of-both-tiers-through-a-parameter",
    what: "The value of the signed tier is in a parameter, which has the public tier's.",
    source: servicePages.listenerConditions,
    verdict: "refused",
    // A preview knows only that all headers depend on both random values, as those of a site in order do.
    moments: ["known"],
    resources: site(
      added(parameter("signed-header", output("site-public-secret", "hex"))),
      headerOf("signed", output("signed-header", "value")),
    ),
  },
  {
    id: "header-of-both-tiers-by-case",
    what: "The values of the tiers differ in the case of letters, which does not count.",
    source: servicePages.listenerConditions,
    verdict: "refused",
    resources: site(
      all(
        headerOf("public", secret("9f8c1e3b7a6d4250c1f3e5a7b9d0826439fe1dc0ba57f3e1d2c4b6a8907e5f31")),
        headerOf("signed", secret("9F8C1E3B7A6D4250C1F3E5A7B9D0826439FE1DC0BA57F3E1D2C4B6A8907E5F31")),
      ),
    ),
  },
];
