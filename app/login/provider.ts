/** The OpenID Connect issuer, as the site talks to it. */
import * as oidc from "openid-client";
import type { Claims } from "../access/entitlements";
import type { Config } from "../config";

/** What a person's browser takes along to the issuer and back. */
export interface LoginAttempt {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** What the issuer says about a person. */
export interface Identity {
  readonly claims: Claims;
  /** By which to ask again, if the issuer gave one. */
  readonly refreshToken: string | undefined;
}

/** The issuer's answer to a renewal: what it says now, or that the person is no longer to be signed in. */
export type RenewedIdentity = Identity | "ended";

/** What is asked for unless the configuration says otherwise. */
const usualScopes = "openid profile email";
/** Asks for a refresh token, at issuers that give none without. */
const offline = "offline_access";

/** Talks to the issuer: authorization code with PKCE, state and nonce. */
export class LoginProvider {
  #found: Promise<oidc.Configuration> | undefined;
  #toldOfNoRevocation = false;

  /**
   * @param settings - issuer and client
   * @param publicUrl - where browsers come back to; never taken from a request
   * @param readSecret - reads the client's secret from where it is kept
   * @param onNoRevocation - told once, when a token cannot be revoked because the issuer has no endpoint for it
   */
  constructor(
    private readonly settings: Config["oidc"],
    private readonly publicUrl: string,
    private readonly readSecret: (reference: string) => Promise<string>,
    private readonly onNoRevocation: () => void,
  ) {}

  /** The address at the issuer to send a browser to, and what to remember meanwhile. */
  async begin(): Promise<{ url: URL; attempt: LoginAttempt }> {
    const issuer = await this.#issuer();
    const attempt = {
      state: oidc.randomState(),
      nonce: oidc.randomNonce(),
      verifier: oidc.randomPKCECodeVerifier(),
    };
    const url = oidc.buildAuthorizationUrl(issuer, {
      redirect_uri: this.#callback(),
      scope: this.settings.scopes ?? scopesFor(issuer.serverMetadata()),
      state: attempt.state,
      nonce: attempt.nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(attempt.verifier),
      code_challenge_method: "S256",
    });
    return { url, attempt };
  }

  /**
   * Ends an attempt: exchanges the code and checks all that was sent along.
   *
   * @param query - what came back, with its "?"
   * @throws when the issuer refused, or when anything does not fit
   */
  async finish(query: string, attempt: LoginAttempt): Promise<Identity> {
    const tokens = await oidc.authorizationCodeGrant(
      await this.#issuer(),
      new URL(`${this.#callback()}${query}`),
      {
        expectedState: attempt.state,
        expectedNonce: attempt.nonce,
        pkceCodeVerifier: attempt.verifier,
        idTokenExpected: true,
      },
    );
    const claims = tokens.claims();
    if (claims === undefined) {
      throw new Error("the issuer sent no identity token");
    }
    return { claims, refreshToken: tokens.refresh_token };
  }

  /**
   * Asks the issuer again.
   *
   * @throws when the issuer says nothing of the token: it is down, throttles, or refuses the client
   * @see https://www.rfc-editor.org/rfc/rfc6749#section-5.2
   */
  async renew(refreshToken: string): Promise<RenewedIdentity> {
    const tokens = await oidc
      .refreshTokenGrant(await this.#issuer(), refreshToken)
      .catch((error: unknown): "ended" => {
        // The issuer knows the token no more: the person signed out there, was removed, or the token is too old.
        if (error instanceof oidc.ResponseBodyError && error.error === "invalid_grant") {
          return "ended";
        }
        throw error;
      });
    if (tokens === "ended") {
      return "ended";
    }
    const claims = tokens.claims();
    if (claims === undefined) {
      throw new Error("the issuer sent no identity token");
    }
    return { claims, refreshToken: tokens.refresh_token ?? refreshToken };
  }

  /**
   * Revokes a refresh token, so that nobody who has a copy renews a session by it.
   *
   * @throws when the issuer does not confirm it
   * @see https://www.rfc-editor.org/rfc/rfc7009
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/revocation-endpoint.html
   */
  async revoke(refreshToken: string): Promise<void> {
    const issuer = await this.#issuer();
    if (issuer.serverMetadata().revocation_endpoint !== undefined) {
      await oidc.tokenRevocation(issuer, refreshToken);
    } else if (!this.#toldOfNoRevocation) {
      this.#toldOfNoRevocation = true;
      this.onNoRevocation();
    }
  }

  /**
   * The address that ends the issuer's own session, if it has one.
   *
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/logout-endpoint.html for Cognito's own form of it
   */
  async signOutUrl(): Promise<string | undefined> {
    const { signOut, clientId } = this.settings;
    if (signOut === "none") {
      return undefined;
    }
    const issuer = await this.#issuer();
    const { end_session_endpoint: standard, authorization_endpoint: start } = issuer.serverMetadata();
    const after = `${this.publicUrl}/`;
    if (signOut === "cognito") {
      return `${new URL("/logout", start).href}?${new URLSearchParams({ client_id: clientId, logout_uri: after }).toString()}`;
    }
    return standard === undefined
      ? undefined
      : oidc.buildEndSessionUrl(issuer, { post_logout_redirect_uri: after }).href;
  }

  #callback(): string {
    return `${this.publicUrl}/callback`;
  }

  /** Found at the first login and not at the start: an issuer that is down must not stop the site. */
  #issuer(): Promise<oidc.Configuration> {
    this.#found ??= this.#discover().catch((error: unknown) => {
      this.#found = undefined;
      throw error;
    });
    return this.#found;
  }

  async #discover(): Promise<oidc.Configuration> {
    const { issuer, clientId, clientSecret } = this.settings;
    const authentication =
      clientSecret === undefined
        ? oidc.None()
        : oidc.ClientSecretBasic((await this.readSecret(clientSecret)).trim());
    const url = new URL(issuer);
    // Signatures of identity tokens are checked even where TLS would do.
    const execute = [oidc.enableNonRepudiationChecks];
    if (url.protocol === "http:") {
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- a warning to stand out; the configuration allows http on this machine alone
      execute.push(oidc.allowInsecureRequests);
    }
    return oidc.discovery(url, clientId, {}, authentication, { execute, timeout: 5 });
  }
}

/**
 * The scopes for an issuer. One that lists no offline access, such as Cognito, gives refresh tokens without, and may
 * refuse a scope that it does not know.
 */
function scopesFor({ scopes_supported: supported = [] }: oidc.ServerMetadata): string {
  return supported.includes(offline) ? `${usualScopes} ${offline}` : usualScopes;
}
