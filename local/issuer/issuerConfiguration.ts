/** The configuration of the local issuer. */
import { generateKeyPairSync, randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { ClientMetadata, Configuration } from "oidc-provider";
import { endPage } from "./issuerPages";
import { createMemory } from "./memory";
import { people } from "./people";

/** Options of the local issuer. */
export interface IssuerOptions {
  /** 0 selects a free port. */
  readonly port: number;
  /** The sites that use the issuer, as `https://host`. */
  readonly sites: readonly string[];
  readonly clientId: string;
  /** Omitted for a public client. */
  readonly clientSecret?: string;
  /** Whether to issue refresh tokens. Default true. */
  readonly refreshTokens?: boolean;
  /** Whether refresh tokens can be revoked. Default true. */
  readonly revocation?: boolean;
  /** Answers a request in place of the issuer, for example to throttle or fail. Returns whether it did. */
  readonly intercept?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

function clientOf({ sites, clientId, clientSecret }: IssuerOptions): ClientMetadata {
  return {
    client_id: clientId,
    ...(clientSecret === undefined
      ? { token_endpoint_auth_method: "none" as const }
      : { client_secret: clientSecret, token_endpoint_auth_method: "client_secret_basic" as const }),
    redirect_uris: sites.map((site) => `${site}/callback`),
    post_logout_redirect_uris: sites.map((site) => `${site}/`),
    grant_types: ["authorization_code", "refresh_token"],
    response_types: ["code"],
  };
}

/** Lifetimes in seconds. */
const lifetimes = {
  Interaction: 600,
  Session: 28_800,
  Grant: 28_800,
  AccessToken: 300,
  IdToken: 300,
  RefreshToken: 28_800,
};

/** Creates a key for identity tokens, new at each start. */
function signingKey(): object {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
  return { ...privateKey.export({ format: "jwk" }), alg: "RS256", use: "sig" };
}

/** Returns the provider's configuration: one client, the demonstration people, and claims like those of Cognito. */
export function configurationOf(options: IssuerOptions, revoked: ReadonlySet<string>): Configuration {
  return {
    clients: [clientOf(options)],
    adapter: createMemory(),
    jwks: { keys: [signingKey()] },
    ttl: lifetimes,
    pkce: { required: () => true },
    cookies: { keys: [randomBytes(32).toString("base64url")] },
    // Claims go into the identity token, as with Cognito.
    conformIdTokenClaims: false,
    claims: { openid: ["sub"], profile: ["name", "groups", "cognito:groups"], email: ["email"] },
    issueRefreshToken: () => Promise.resolve(options.refreshTokens !== false),
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { logoutSource },
      revocation: {
        enabled: options.revocation !== false,
        allowedPolicy: (_context, client, token) => token.clientId === client.clientId,
      },
    },
    findAccount: (_context, id) => {
      const person = people.find((one) => one.id === id);
      if (person === undefined || revoked.has(id)) {
        return undefined;
      }
      const { name, email, groups } = person;
      // Under both names: the usual one, and that of Cognito.
      const claims = { sub: id, name, email, groups: [...groups], "cognito:groups": [...groups] };
      return { accountId: id, claims: () => claims };
    },
    // The site is trusted: people are not asked for consent.
    loadExistingGrant: async ({ oidc }) => {
      const { provider, client, session } = oidc;
      const clientId = client?.clientId ?? "";
      const grant = new provider.Grant({ clientId, accountId: session?.accountId ?? "" });
      grant.addOIDCScope("openid profile email offline_access");
      await grant.save();
      return grant;
    },
    renderError: (context, out) => {
      context.type = "text/plain";
      context.body = `${out.error}: ${out.error_description ?? ""}\n`;
    },
  };
}

/** Renders the page that ends the issuer's own session. */
const logoutSource: NonNullable<
  NonNullable<NonNullable<Configuration["features"]>["rpInitiatedLogout"]>["logoutSource"]
> = (context, form) => {
  context.body = endPage(form);
};
