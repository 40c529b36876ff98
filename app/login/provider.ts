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

/** Talks to the issuer: authorization code with PKCE, state and nonce. */
export class LoginProvider {
  #found: Promise<oidc.Configuration> | undefined;

  /**
   * @param settings - issuer and client
   * @param publicUrl - where browsers come back to; never taken from a request
   * @param readSecret - reads the client's secret from where it is kept
   */
  constructor(
    private readonly settings: Config["oidc"],
    private readonly publicUrl: string,
    private readonly readSecret: (reference: string) => Promise<string>,
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
      scope: this.settings.scopes,
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
   * @throws when the issuer does not answer; then nothing is known
   */
  async renew(refreshToken: string): Promise<RenewedIdentity> {
    try {
      const tokens = await oidc.refreshTokenGrant(await this.#issuer(), refreshToken);
      const claims = tokens.claims();
      return claims === undefined ? "ended" : { claims, refreshToken: tokens.refresh_token ?? refreshToken };
    } catch (error) {
      // The issuer knows the token no more: the person signed out there, was removed, or the token is too old.
      if (error instanceof oidc.ResponseBodyError && error.status < 500) {
        return "ended";
      }
      throw error;
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
