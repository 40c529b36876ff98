/** Keys made for one test run; none of them is ever stored. */
import { generateKeyPairSync, type KeyObject } from "node:crypto";

export interface TestKey {
  readonly id: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly privatePem: string;
  readonly publicPem: string;
}

function toTestKey(id: string, pair: { privateKey: KeyObject; publicKey: KeyObject }): TestKey {
  return {
    id,
    ...pair,
    privatePem: pair.privateKey.export({ type: "pkcs8", format: "pem" }) as string,
    publicPem: pair.publicKey.export({ type: "spki", format: "pem" }) as string,
  };
}

export const rsa = toTestKey("K2RSAAAAAAAAA1", generateKeyPairSync("rsa", { modulusLength: 2048 }));
export const ec = toTestKey("K2ECAAAAAAAAA1", generateKeyPairSync("ec", { namedCurve: "P-256" }));
/** In the distribution of the tests, but trusted by another behavior. */
export const elsewhere = toTestKey("K2ELSEWHEREAA1", generateKeyPairSync("ec", { namedCurve: "P-256" }));
