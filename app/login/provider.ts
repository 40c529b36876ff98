/** The client of the OpenID Connect issuer. */
import * as oidc from "openid-client";
import type { Claims } from "../access/entitlements";
import type { Config } from "../config";

/** The values of a sign-in that the browser keeps while it is at the issuer. */
export interface LoginAttempt {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** The identity of a person, from the issuer. */
export interface Identity {
  readonly claims: Claims;
  /** The refresh token, if the issuer gave one. */
  readonly refreshToken: string | undefined;
}

/** The issuer's answer to a renewal: the current identity, or that the session has ended. */
export type RenewedIdentity = Identity | "ended";

/** The default scopes. */
const usualScopes = "openid profile email";
/** The scope that requests a refresh token, where an issuer needs it. */
const offline = "offline_access";

/** Signs people in at the issuer: authorization code flow with PKCE, state and nonce. */
export class LoginProvider {
  #found: Promise<oidc.Configuration> | undefined;
  #toldOfNoRevocation = false;

  /**
   * @param settings - issuer and client
   * @param publicUrl - the URL that browsers return to; never taken from a request
   * @param readSecret - reads the client's secret by reference
   * @param onNoRevocation - called once, when a token cannot be revoked because the issuer has no endpoint for it
   */
  constructor(
    private readonly settings: Config["oidc"],
    private readonly publicUrl: string,
    private readonly readSecret: (reference: string) => Promise<string>,
    private readonly onNoRevocation: () => void,
  ) {}

  /** Starts a sign-in: returns the issuer's URL to redirect to, and the values to keep. */
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
   * Completes a sign-in: exchanges the code and validates the response.
   *
   * @param query - the query of the callback, with its "?"
   * @throws when the issuer refused, or when the response is not valid
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
   * Renews an identity.
   *
   * @throws when the issuer does not decide on the token: it is down, throttles, or refuses the client
   * @see https://www.rfc-editor.org/rfc/rfc6749#section-5.2
   */
  async renew(refreshToken: string): Promise<RenewedIdentity> {
    const tokens = await oidc
      .refreshTokenGrant(await this.#issuer(), refreshToken)
      .catch((error: unknown): "ended" => {
        // The token is no longer valid: the person signed out there or was removed, or it has expired.
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
   * Revokes a refresh token, so that copies of it renew no session.
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
   * Returns the URL that ends the issuer's own session, if there is one.
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

  /** Discovers the issuer at the first login, not at the start: an issuer that is down must not stop the site. */
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
    // Verifies signatures of identity tokens even where TLS would suffice.
    const execute = [oidc.enableNonRepudiationChecks];
    if (url.protocol === "http:") {
      // oxlint-disable-next-line typescript/no-deprecated -- deprecated as a warning; the configuration allows http on this machine only
      execute.push(oidc.allowInsecureRequests);
    }
    return oidc.discovery(url, clientId, {}, authentication, { execute, timeout: 5 });
  }
}

/**
 * Returns the scopes for an issuer. One that does not list offline_access, such as Cognito, issues refresh tokens without
 * it, and may refuse an unknown scope.
 */
function scopesFor({ scopes_supported: supported = [] }: oidc.ServerMetadata): string {
  return supported.includes(offline) ? `${usualScopes} ${offline}` : usualScopes;
}
