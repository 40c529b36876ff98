import { added, declared, joined, output, secret, set } from "../../misconfigurations/stackModel";
import { site } from "../base";
import type { IndependentCase } from "../independentCase";
import { servicePages } from "../servicePages";
import { bytes, characters, drawn, headerOf, random } from "./shared";

const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const ALPHABET = `${LETTERS}${LETTERS.toUpperCase()}0123456789`;

/** Stacks whose secret header cannot be guessed, and tells the tiers apart. */
export const strong: readonly IndependentCase[] = [
  {
    id: "header-with-a-version",
    what: "A version stands before 32 random bytes.",
    source: servicePages.originHeaders,
    verdict: "accepted",
    resources: site(
      drawn(
        (name) => bytes(name, 32),
        "hex",
        (value) => joined`v1-${value}`,
      ),
    ),
  },
  {
    id: "header-of-sixteen-bytes",
    what: "The values are of 16 random bytes, 128 bits.",
    source: servicePages.originHeaders,
    verdict: "accepted",
    resources: site(drawn((name) => bytes(name, 16), "hex")),
  },
  {
    id: "header-of-long-base64",
    what: "The values are 32 random bytes in base64.",
    source: servicePages.listenerConditions,
    verdict: "accepted",
    resources: site(drawn((name) => bytes(name, 32), "base64")),
  },
  {
    id: "header-of-a-long-password",
    what: "The values are passwords of 32 letters and digits.",
    source: servicePages.listenerConditions,
    verdict: "accepted",
    resources: site(
      drawn(
        (name) =>
          random(
            "RandomPassword",
            name,
            { length: 32, special: false },
            { id: "none", result: secret(characters(name, 32, ALPHABET)) },
          ),
        "result",
      ),
    ),
  },
  {
    id: "header-of-a-long-string-of-letters",
    what: "The values are random strings of 40 small letters.",
    source: servicePages.originHeaders,
    verdict: "accepted",
    resources: site(
      drawn((name) => {
        const result = characters(name, 40, LETTERS);
        return random(
          "RandomString",
          name,
          { length: 40, special: false, upper: false, numeric: false },
          { id: result, result },
        );
      }, "result"),
    ),
  },
  {
    id: "header-of-an-id",
    what: "The values are random ids of 32 bytes.",
    source: servicePages.originHeaders,
    verdict: "accepted",
    resources: site(
      drawn((name) => {
        const hex = characters(name, 64, "3f9a0c57be1d2846");
        return random("RandomId", name, { byteLength: 32 }, { id: hex, hex });
      }, "hex"),
    ),
  },
  {
    id: "header-in-a-strong-secret",
    what: "The value of the signed tier is in a secret, of 32 random bytes.",
    source: servicePages.restrictingBalancers,
    verdict: "accepted",
    resources: site(
      added(
        declared("aws:secretsmanager/secret:Secret", "header", {}),
        declared("aws:secretsmanager/secretVersion:SecretVersion", "header-value", {
          secretId: output("header", "id"),
          secretString: output("site-signed-secret", "hex"),
        }),
      ),
      headerOf("signed", output("header-value", "secretString")),
    ),
  },
  {
    id: "header-in-a-strong-parameter",
    what: "The value of the signed tier is in a parameter, of 32 random bytes.",
    source: servicePages.restrictingBalancers,
    verdict: "accepted",
    resources: site(
      added(
        declared("aws:ssm/parameter:Parameter", "header", {
          type: "SecureString",
          value: output("site-signed-secret", "hex"),
        }),
      ),
      headerOf("signed", output("header", "value")),
    ),
  },
  {
    id: "header-in-rotation",
    what: "The rule of the signed tier accepts the next value, too.",
    source: servicePages.listenerConditions,
    verdict: "accepted",
    resources: site(
      added(bytes("next-value", 32)),
      set("site-signed-rule", "conditions.0.httpHeader.values", [
        output("site-signed-secret", "hex"),
        output("next-value", "hex"),
      ]),
    ),
  },
];
