/** An OpenID Connect issuer on this machine, in place of Cognito: real protocol, demonstration people. */
import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type ClientMetadata, type Configuration, Provider } from "oidc-provider";
import { choicePage, endPage } from "./issuerPages";
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
  /** Lifetimes in seconds, where a test wants others. */
  readonly ttl?: Configuration["ttl"];
}

/** An issuer that runs. */
export interface RunningIssuer {
  readonly url: string;
  /** Ends all that was granted to a person, as an administrator would. */
  revoke(person: string): void;
  close(): Promise<void>;
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

function configurationOf(options: IssuerOptions, revoked: ReadonlySet<string>): Configuration {
  return {
    clients: [clientOf(options)],
    pkce: { required: () => true },
    cookies: { keys: [randomBytes(32).toString("base64url")] },
    // Claims go into the identity token, where Cognito has them as well.
    conformIdTokenClaims: false,
    claims: { openid: ["sub"], profile: ["name", "groups"], email: ["email"] },
    issueRefreshToken: () => Promise.resolve(true),
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { logoutSource } },
    findAccount: (_context, id) => {
      const person = people.find((one) => one.id === id);
      if (person === undefined || revoked.has(id)) {
        return undefined;
      }
      const { name, email, groups } = person;
      return { accountId: id, claims: () => ({ sub: id, name, email, groups: [...groups] }) };
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
    ...(options.ttl === undefined ? {} : { ttl: options.ttl }),
  };
}

/** The page that ends the issuer's own session. */
const logoutSource: NonNullable<
  NonNullable<NonNullable<Configuration["features"]>["rpInitiatedLogout"]>["logoutSource"]
> = (context, form) => {
  context.body = endPage(form);
};

async function answerInteraction(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { params } = await provider.interactionDetails(request, response);
  if (request.method !== "POST") {
    const site = new URL(String(params.redirect_uri)).host;
    response.writeHead(200, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" });
    response.end(choicePage(site, request.url ?? ""));
    return;
  }
  let text = "";
  for await (const chunk of request) {
    text += String(chunk);
  }
  const accountId = new URLSearchParams(text.slice(0, 1_000)).get("person") ?? "";
  const result = people.some(({ id }) => id === accountId)
    ? { login: { accountId } }
    : { error: "access_denied", error_description: "Nobody was chosen" };
  await provider.interactionFinished(request, response, result);
}

/** Starts the issuer. */
export async function startIssuer(options: IssuerOptions): Promise<RunningIssuer> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, "127.0.0.1", resolve);
  });
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  const revoked = new Set<string>();
  const provider = new Provider(url, configurationOf(options, revoked));
  const callback = provider.callback();
  server.on("request", (request, response) => {
    if (request.url?.startsWith("/interaction/") !== true) {
      void callback(request, response);
      return;
    }
    answerInteraction(provider, request, response).catch((error: unknown) => {
      response.writeHead(400, { "content-type": "text/plain" });
      response.end(`${error instanceof Error ? error.message : "This login has ended"}\n`);
    });
  });
  return {
    url,
    revoke: (person) => revoked.add(person),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
