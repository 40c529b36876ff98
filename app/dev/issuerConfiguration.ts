/** How the stand-in issuer behaves. */
import { generateKeyPairSync, randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { ClientMetadata, Configuration } from "oidc-provider";
import { endPage } from "./issuerPages";
import { createMemory } from "./memory";
import { people } from "./people";

/** What the issuer is started with. */
export interface IssuerOptions {
  /** 0 lets the system choose. */
  readonly port: number;
  /** The sites that may send people here, as `https://host`. */
  readonly sites: readonly string[];
  readonly clientId: string;
  /** Left out for a public client. */
  readonly clientSecret?: string;
  /** Whether sessions can be renewed by asking. Default: they can. */
  readonly refreshTokens?: boolean;
  /** Whether refresh tokens can be revoked. Default: they can. */
  readonly revocation?: boolean;
  /** Answers a request in place of the issuer, as one that throttles or fails would. Returns whether it did. */
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

/** In seconds. */
const lifetimes = {
  Interaction: 600,
  Session: 28_800,
  Grant: 28_800,
  AccessToken: 300,
  IdToken: 300,
  RefreshToken: 28_800,
};

/** A key for identity tokens, new at each start. */
function signingKey(): object {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
  return { ...privateKey.export({ format: "jwk" }), alg: "RS256", use: "sig" };
}

/** The provider's configuration: one client, the demonstration's people, what Cognito would say in the same form. */
export function configurationOf(options: IssuerOptions, revoked: ReadonlySet<string>): Configuration {
  return {
    clients: [clientOf(options)],
    adapter: createMemory(),
    jwks: { keys: [signingKey()] },
    ttl: lifetimes,
    pkce: { required: () => true },
    cookies: { keys: [randomBytes(32).toString("base64url")] },
    // Claims go into the identity token, where Cognito has them as well.
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
      // Under both names: what most issuers call them, and what Cognito does.
      const told = { sub: id, name, email, groups: [...groups], "cognito:groups": [...groups] };
      return { accountId: id, claims: () => told };
    },
    // The site is the issuer's own: nobody is asked whether it may know who they are.
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

/** The page that ends the issuer's own session. */
const logoutSource: NonNullable<
  NonNullable<NonNullable<Configuration["features"]>["rpInitiatedLogout"]>["logoutSource"]
> = (context, form) => {
  context.body = endPage(form);
};
