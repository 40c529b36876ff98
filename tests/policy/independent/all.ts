import { direct } from "./buckets/direct";
import { served } from "./buckets/served";
import { harmless } from "./edge/harmless";
import { unsigned } from "./edge/unsigned";
import type { IndependentCase } from "./independentCase";
import { noKeys } from "./keys/harmless";
import { keysWritten } from "./keys/written";
import { accepted as elsewhere } from "./references/accepted";
import { functions } from "./references/functions";
import { refused as unresolvable } from "./references/refused";
import { accepted as oneSigner } from "./signers/accepted";
import { attachments } from "./signers/attachments";
import { readers } from "./signers/readers";
import { trust } from "./signers/trust";
import { users } from "./signers/users";
import { accepted as tiersApart } from "./tiers/accepted";
import { refused as tiersMixed } from "./tiers/refused";

/** The cases by root cause. */
export const rootCauses: Readonly<Record<string, readonly IndependentCase[]>> = {
  buckets: [...direct, ...served],
  "code at the edge": [...unsigned, ...harmless],
  "tiers by server and port": [...tiersMixed, ...tiersApart],
  "who may become the signer": [...trust, ...users, ...readers, ...attachments, ...oneSigner],
  "private keys inside texts": [...keysWritten, ...noKeys],
  "unresolvable references": [...unresolvable, ...functions, ...elsewhere],
};
