import * as z from "zod";
import { problem } from "../internal/problem";
import { AccessForm, type AppArgs, SecondFactor, SignOut } from "./appArgs";

/** Settings of the members site; they are nothing to another application. */
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
      }),
    )
    .optional(),
  oidc: z
    .strictObject({
      issuer: z.string(),
      clientId: z.string(),
      clientSecretArn: z.string().optional(),
      scopes: z.string().optional(),
      signOut: z.enum(SignOut).optional(),
    })
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

/** The settings by which a stack chooses between the members site and an application of its own. */
type Choice = AppSettings & { bootScript?: string | undefined };

/** Without a boot script of its own a stack delivers the members site, which needs to know who may open what. */
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

/** Takes the members site out of the settings; undefined where the stack brings an application of its own. */
export function takeAppSettings<Settings extends Choice>(
  settings: Settings,
): { app: AppArgs | undefined; others: Omit<Settings, keyof AppSettings> } {
  const {
    entitlements = [],
    appBundle = "app/dist/app.mjs",
    oidc,
    mfa,
    accessRequestEmail,
    contentUrl,
    cookieDomain,
    sessionMinutes,
    sessionMaxHours,
    sessionKeyGeneration,
    droppedSessionKeyGenerations,
    ...others
  } = settings;
  const hosts = { contentUrl, cookieDomain };
  const sessions = {
    sessionMinutes,
    sessionMaxHours,
    sessionKeyGeneration,
    droppedSessionKeyGenerations,
  };
  const app = { bundle: appBundle, entitlements, oidc, mfa, accessRequestEmail, ...hosts, ...sessions };
  return { app: settings.bootScript === undefined ? app : undefined, others };
}
