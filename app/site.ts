/** The services of the site, which both tiers share. */
import type { Logger } from "pino";
import { createSigner, keyFromReference, type Signer } from "../signer";
import { type AccessRequests, topicRequests } from "./access/accessRequests";
import { AuditLog } from "./access/auditLog";
import { EdgeAccess } from "./access/edgeAccess";
import { EdgeSignature } from "./access/edgeSignature";
import { FileNames } from "./access/fileNames";
import { failoverSigner } from "./access/signerFailover";
import { type Clock, systemClock } from "./clock";
import type { Config } from "./config";
import { LoginProvider } from "./login/provider";
import { readSecretText } from "./secretText";
import { type SiteCookies, siteCookies } from "./session/cookieNames";
import { Keyring } from "./session/keyring";
import { Pseudonyms } from "./session/pseudonym";
import { Sealer } from "./session/sealed";

/** The services of the site. */
export interface Site {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Logger;
  readonly audit: AuditLog;
  readonly cookies: SiteCookies;
  readonly sealer: Sealer;
  readonly provider: LoginProvider;
  readonly edge: EdgeAccess;
  readonly fileNames: FileNames;
  readonly edgeSignature: EdgeSignature;
  readonly requests: AccessRequests;
}

/** Replacements for services. */
export interface SiteOverrides {
  readonly clock?: Clock;
  /** Receives requests for access in place of the topic. */
  readonly requests?: AccessRequests;
}

async function signerOf({ signing }: Config, log: Logger): Promise<Signer> {
  const { key, keyPairId, hash, announced } = signing;
  const active = createSigner({
    key: await keyFromReference(key),
    hash,
    ...(keyPairId === undefined ? {} : { keyPairId }),
  });
  const next = await Promise.all(
    announced.map(async (one) =>
      createSigner({ key: await keyFromReference(one.key), hash, keyPairId: one.keyPairId }),
    ),
  );
  return failoverSigner([active, ...next], () => log.warn("another signing key has become the active one"));
}

/**
 * Creates the site. Session keys, and a signing key in a file, are read now; the rest when it is needed.
 *
 * @throws Error or SignerError when a secret cannot be read
 */
export async function makeSite(config: Config, log: Logger, parts: SiteOverrides = {}): Promise<Site> {
  const { clock = systemClock } = parts;
  const keyring = new Keyring(
    () => readSecretText(config.session.keys),
    clock,
    (error) => log.warn({ err: error }, "the session keys could not be read again"),
  );
  await keyring.load();
  return {
    config,
    clock,
    log,
    audit: new AuditLog(log, new Pseudonyms(keyring, clock)),
    cookies: siteCookies(config),
    sealer: new Sealer(keyring, config.publicUrl, clock),
    provider: new LoginProvider(config.oidc, config.publicUrl, readSecretText, () =>
      log.warn("the issuer has no revocation_endpoint: a refresh token opens sessions after signing out"),
    ),
    edge: new EdgeAccess(await signerOf(config, log), config, clock),
    fileNames: new FileNames(keyring, clock),
    edgeSignature: new EdgeSignature(config, clock),
    requests: parts.requests ?? topicRequests(config.accessRequests.topicArn),
  };
}
