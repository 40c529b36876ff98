import { closed } from "./buckets/closed";
import { direct } from "./buckets/direct";
import { served } from "./buckets/served";
import { harmless } from "./edge/harmless";
import { unsigned } from "./edge/unsigned";
import { apis } from "./entries/apis";
import { endpoints } from "./entries/endpoints";
import { sharing } from "./entries/sharing";
import { unrelated } from "./entries/unrelated";
import { unrelatedApis } from "./entries/unrelatedApis";
import { strong } from "./headers/strong";
import { weak } from "./headers/weak";
import type { IndependentCase } from "./independentCase";
import { accepted as dualStack } from "./ipv6/accepted";
import { addresses as easilyOverlooked } from "./ipv6/addresses";
import { launches } from "./ipv6/launches";
import { steps } from "./ipv6/steps";
import { noKeys } from "./keys/harmless";
import { keysWritten } from "./keys/written";
import { functionPermissions } from "./lists/functionPermissions";
import { prefixLists } from "./lists/prefixLists";
import { beside } from "./programs/beside";
import { servers } from "./programs/servers";
import { sites } from "./programs/sites";
import { accepted as elsewhere } from "./references/accepted";
import { addresses } from "./references/addresses";
import { forwarders } from "./references/forwarders";
import { functions } from "./references/functions";
import { elsewhere as servicesElsewhere } from "./services/elsewhere";
import { otherProviders } from "./services/otherProviders";
import { otherProvidersElsewhere } from "./services/otherProvidersElsewhere";
import { touching } from "./services/touching";
import { accepted as oneSigner } from "./signers/accepted";
import { attachments } from "./signers/attachments";
import { readers } from "./signers/readers";
import { trust } from "./signers/trust";
import { users } from "./signers/users";
import { accepted as tiersApart } from "./tiers/accepted";
import { older } from "./tiers/older";
import { refused as tiersMixed } from "./tiers/refused";

/** The cases by root cause. */
export const rootCauses: Readonly<Record<string, readonly IndependentCase[]>> = {
  buckets: [...direct, ...served, ...closed],
  "code at the edge": [...unsigned, ...harmless],
  "tiers by server and port": [...tiersMixed, ...older, ...tiersApart],
  "who may become the signer": [...trust, ...users, ...readers, ...attachments, ...oneSigner],
  "private keys inside texts": [...keysWritten, ...noKeys],
  "unresolvable references": [...forwarders, ...addresses, ...functions, ...elsewhere],
  "entry points": [...apis, ...endpoints, ...sharing, ...unrelatedApis, ...unrelated],
  "addresses and launches": [...easilyOverlooked, ...launches, ...steps, ...dualStack],
  "the secret header": [...weak, ...strong],
  "prefix lists and function permissions": [...prefixLists, ...functionPermissions],
  "harmless programs": [...sites, ...servers, ...beside],
  "services and other providers": [
    ...touching,
    ...otherProviders,
    ...servicesElsewhere,
    ...otherProvidersElsewhere,
  ],
};
