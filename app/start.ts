/** Starts the site: one listener per tier. */
import { readFile } from "node:fs/promises";
import type { Server } from "node:https";
import type { Logger } from "pino";
import type { Config } from "./config";
import { type Health, listen, stop } from "./server/lifecycle";
import { makeListener } from "./server/listener";
import { makeMembersTier } from "./server/membersTier";
import { makePublicTier } from "./server/publicTier";
import { Sessions } from "./session/sessions";
import { makeSite, type SiteOverrides } from "./site";

/** A running site. */
export interface RunningSite {
  readonly ports: { readonly public: number; readonly signed: number };
  /** Completes requests in progress, then closes. */
  stop(seconds?: number): Promise<void>;
}

/**
 * Starts the site.
 *
 * @throws Error when a port is taken or a secret cannot be read
 * @example
 * ```ts
 * const site = await startSite(await readConfig("config.json"), makeLog("info"));
 * ```
 */
export async function startSite(
  config: Config,
  log: Logger,
  parts: SiteOverrides = {},
): Promise<RunningSite> {
  if (config.ports.public !== 0 && config.ports.public === config.ports.signed) {
    throw new Error("ports: each tier needs a port of its own");
  }
  const site = await makeSite(config, log, parts);
  const health: Health = { ready: true };
  const services = { site, sessions: new Sessions(site), health };
  const [key, certificate] = await Promise.all([
    readFile(config.tls.key, "utf8"),
    readFile(config.tls.certificate, "utf8"),
  ]);
  const tiers = { public: makePublicTier(services), signed: makeMembersTier(services) };
  const common = { key, certificate, log };
  const servers = {
    public: makeListener({ ...common, tier: "public", answer: (request) => tiers.public.fetch(request) }),
    signed: makeListener({ ...common, tier: "signed", answer: (request) => tiers.signed.fetch(request) }),
  };
  const all = [servers.public, servers.signed];
  const ports = await listenOnBoth(servers, config).catch(async (error: unknown) => {
    await stop(all, health, 0);
    throw error;
  });
  log.info({ ports, publicUrl: config.publicUrl }, "the site listens");
  return { ports, stop: (seconds = 20) => stop(all, health, seconds) };
}

async function listenOnBoth(
  servers: Record<"public" | "signed", Server>,
  { ports, host }: Pick<Config, "ports" | "host">,
): Promise<RunningSite["ports"]> {
  return {
    public: await listen(servers.public, ports.public, host),
    signed: await listen(servers.signed, ports.signed, host),
  };
}
