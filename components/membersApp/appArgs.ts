import type * as pulumi from "@pulumi/pulumi";

/** How an entitlement grants access. */
export enum AccessForm {
  /** By signed cookies, for the whole folder. */
  Cookies = "cookies",
  /** By a signed URL, for one file of it. */
  Url = "url",
}

/** How the session at the issuer ends when a member signs out. */
export enum SignOut {
  /** By the end_session_endpoint of its discovery document. */
  Standard = "standard",
  /** By Cognito's logout page, which its discovery document does not name. */
  Cognito = "cognito",
  /** It does not end. */
  None = "none",
}

/** Whether members sign in with a second factor, a code of an authenticator application. */
export enum SecondFactor {
  /** Never. */
  Off = "off",
  /** If they have set one up, which Cognito's sign-in page does not offer. */
  Optional = "optional",
  /** Always: Cognito's sign-in page has each member set one up during the first sign-in. */
  Required = "required",
}

/** An entitlement: which members have access to which folder, and how. */
export interface EntitlementArgs {
  /** Short name in lower case, which identifies the entitlement in sessions. */
  name: string;
  /** Its name on pages. */
  title: string;
  /** The claim of the identity token to check. Default: cognito:groups, or groups with `oidc`. */
  claim?: string;
  /** Values of the claim, of which one is enough; with the default `claim`, groups of the user pool that is created here. */
  anyOf: string[];
  /** The folder, such as `/premium/`, which `securePaths` has to cover. */
  prefix: string;
  /** How access is granted. */
  access: AccessForm;
  /** Minutes for which signatures are valid, 5 to 15. Default: 10. */
  minutes?: number;
  /** Whether signatures are valid for the viewer's IPv4 address alone; not together with `ipv6`. Default: false. */
  lockToAddress?: boolean;
}

/** An existing OpenID Connect issuer. */
export interface OidcArgs {
  /** The issuer, as its identity tokens name it: an `https://` address. */
  issuer: string;
  /** The client's id at the issuer, with the redirect URIs `<url>/callback` and `<url>/`. */
  clientId: string;
  /** ARN of the client's secret in Secrets Manager or SSM. Default: none, for a public client with PKCE. */
  clientSecretArn?: pulumi.Input<string>;
  /** Scopes to request. Default: openid profile email, and offline_access where the issuer lists it. */
  scopes?: string;
  /** How the session at the issuer ends. Default: standard. */
  signOut?: SignOut;
}

/** The members site and its options. */
export interface AppArgs {
  /** Path of the bundle, one file of JavaScript that `node app/build.js` builds. */
  bundle: string;
  /** Which members have access to which folders. */
  entitlements: EntitlementArgs[];
  /** The issuer of identity tokens. Default: a Cognito user pool is created. */
  oidc?: OidcArgs;
  /** Second factor of the user pool that is created here; not together with `oidc`. Default: optional. */
  mfa?: SecondFactor;
  /** E-mail address for requests for access, once its owner has confirmed it. Default: none. */
  accessRequestEmail?: string;
  /** Base URL of signed content, `https://` and one of the site's names. Default: the site's main name. */
  contentUrl?: pulumi.Input<string>;
  /** Domain of the cookies of both hosts: one of them, of which the other is a subdomain; only for a `contentUrl` with another name. */
  cookieDomain?: pulumi.Input<string>;
  /** Minutes for which a session is valid unless the issuer renews it, 5 to 120. Default: 30. */
  sessionMinutes?: number;
  /** Hours after which members have to sign in again, 1 to 24. Default: 8. */
  sessionMaxHours?: number;
  /** Generation of the keys that seal sessions; raising it by one rotates them and signs nobody out. Default: 1. */
  sessionKeyGeneration?: number;
  /** Former generations that are refused within a minute of the update because they leaked. Default: none. */
  droppedSessionKeyGenerations?: number[];
}
