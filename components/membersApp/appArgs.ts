import type * as pulumi from "@pulumi/pulumi";

/** How an entitlement opens what it covers. */
export enum AccessForm {
  /** Signed cookies open the whole folder. */
  Cookies = "cookies",
  /** A signed URL opens one file of it. */
  Url = "url",
}

/** How the issuer ends its own session when somebody signs out. */
export enum SignOut {
  /** By the end_session_endpoint of its discovery document. */
  Standard = "standard",
  /** By Cognito's logout page, which its discovery document does not name. */
  Cognito = "cognito",
  /** Not at all. */
  None = "none",
}

/** Whether people prove themselves by a second factor, a code of an authenticator application, when they sign in. */
export enum SecondFactor {
  /** There is none. */
  Off = "off",
  /** For those who have set one up. Cognito's sign-in page does not offer it by itself. */
  Optional = "optional",
  /** For all: Cognito's sign-in page has each person set one up before the first sign-in ends. */
  Required = "required",
}

/** One rule: who may open what, and how. */
export interface EntitlementArgs {
  /** Short name in lower case, by which sessions know the rule. */
  name: string;
  /** What people call it. */
  title: string;
  /** The claim of the identity token to look at. Default: cognito:groups, or groups beside `oidc`. */
  claim?: string;
  /** Values of the claim of which one is enough: groups of the directory that is made here, if `claim` is. */
  anyOf: string[];
  /** The folder that the rule opens, such as `/premium/`; it lies in `securePaths`. */
  prefix: string;
  /** How it is opened. */
  access: AccessForm;
  /** Minutes for which what is signed holds, 5 to 15. Default: 10. */
  minutes?: number;
  /** Whether what is signed holds for the viewer's IPv4 address alone; not together with `ipv6`. Default: false. */
  lockToAddress?: boolean;
}

/** An OpenID Connect issuer that exists already. */
export interface OidcArgs {
  /** The issuer, as its identity tokens name it: an `https://` address. */
  issuer: string;
  /** The client's id at the issuer, to which `<url>/callback` and `<url>/` are known. */
  clientId: string;
  /** ARN of the client's secret in Secrets Manager or SSM. Default: none, for a client that proves itself by PKCE. */
  clientSecretArn?: pulumi.Input<string>;
  /** What to ask the issuer for. Default: openid profile email, and offline_access where the issuer lists it. */
  scopes?: string;
  /** How the issuer ends its own session. Default: standard. */
  signOut?: SignOut;
}

/** The members site, as a stack configures it. */
export interface AppArgs {
  /** Path of the bundle, one file of JavaScript that `node app/build.js` makes. */
  bundle: string;
  /** Who may open what. */
  entitlements: EntitlementArgs[];
  /** The issuer that says who people are. Default: a Cognito user pool is made. */
  oidc?: OidcArgs;
  /** Second factor of the user pool that is made here; not together with `oidc`. Default: optional. */
  mfa?: SecondFactor;
  /** E-mail address that gets the requests for access, once it has confirmed. Default: nobody gets them. */
  accessRequestEmail?: string;
  /** Where signed content is, `https://` and one of the site's names. Default: under the site's main name. */
  contentUrl?: string;
  /** The upper one of two names, of which the other lies below it, for the cookies of both; only for a `contentUrl` with another name. */
  cookieDomain?: string;
  /** Minutes for which a session holds unless the issuer renews it, 5 to 120. Default: 30. */
  sessionMinutes?: number;
  /** Hours after which people sign in again, visits or not, 1 to 24. Default: 8. */
  sessionMaxHours?: number;
  /** Generation of the keys that seal sessions; one more rotates them and signs nobody out. Default: 1. */
  sessionKeyGeneration?: number;
  /** Former generations that are refused within a minute of the update because they leaked. Default: none. */
  droppedSessionKeyGenerations?: number[];
}
