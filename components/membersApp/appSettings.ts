import * as z from "zod";
import type { EveryArgument } from "../internal/everyArgument";
import { problem } from "../internal/problem";
import type { ShapeOf } from "../internal/shape";
import {
  AccessForm,
  type AppArgs,
  type EntitlementArgs,
  type OidcArgs,
  SecondFactor,
  SignOut,
} from "./appArgs";

/** Settings of the members site, which have no effect on another application. */
export const APP_SETTINGS = {
  entitlements: z
    .array(
      z.strictObject({
        name: z.string(),
        title: z.string(),
        claim: z.string().optional(),
        anyOf: z.array(z.string()),
        prefix: z.string(),
        access: z.enum(AccessForm),
        minutes: z.number().optional(),
        lockToAddress: z.boolean().optional(),
      } satisfies ShapeOf<EntitlementArgs>),
    )
    .optional(),
  oidc: z
    .strictObject({
      issuer: z.string(),
      clientId: z.string(),
      clientSecretArn: z.string().optional(),
      scopes: z.string().optional(),
      signOut: z.enum(SignOut).optional(),
    } satisfies ShapeOf<OidcArgs>)
    .optional(),
  mfa: z.enum(SecondFactor).optional(),
  accessRequestEmail: z.string().optional(),
  contentUrl: z.string().optional(),
  cookieDomain: z.string().optional(),
  sessionMinutes: z.number().optional(),
  sessionMaxHours: z.number().optional(),
  sessionKeyGeneration: z.number().optional(),
  droppedSessionKeyGenerations: z.array(z.number()).optional(),
  appBundle: z.string().optional(),
};

type AppSettings = { [Key in keyof typeof APP_SETTINGS]?: z.infer<(typeof APP_SETTINGS)[Key]> };

/** The settings that choose between the members site and an application of the stack's own. */
type Choice = AppSettings & { bootScript?: string | undefined };

/** Validates the choice: without a boot script of its own, a stack delivers the members site, which needs entitlements. */
export function appChoiceProblems(settings: Choice): string[] {
  if (settings.bootScript !== undefined) {
    return (Object.keys(APP_SETTINGS) as (keyof AppSettings)[])
      .filter((key) => settings[key] !== undefined)
      .map((key) =>
        problem(key, settings[key], "nothing, beside bootScript", "remove it: it is for the members site"),
      );
  }
  const fix = "say who may open what, or name the boot script of your own application";
  return settings.entitlements === undefined
    ? [problem("entitlements", undefined, "a list of rules, or bootScript", fix)]
    : [];
}

/** Takes the arguments of the members site out of the settings; undefined for an application of the stack's own. */
export function appArgs({ bootScript, ...settings }: Choice): EveryArgument<AppArgs> | undefined {
  if (bootScript !== undefined) {
    return undefined;
  }
  return {
    bundle: settings.appBundle ?? "app/dist/app.mjs",
    entitlements: settings.entitlements ?? [],
    oidc: settings.oidc,
    mfa: settings.mfa,
    accessRequestEmail: settings.accessRequestEmail,
    contentUrl: settings.contentUrl,
    cookieDomain: settings.cookieDomain,
    sessionMinutes: settings.sessionMinutes,
    sessionMaxHours: settings.sessionMaxHours,
    sessionKeyGeneration: settings.sessionKeyGeneration,
    droppedSessionKeyGenerations: settings.droppedSessionKeyGenerations,
  };
}
