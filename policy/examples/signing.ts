import { resourceTypes as t } from "../resources/resourceTypes";
import { type Examples, one, several, unknownValue } from "./example";

const app = { originId: "app", vpcOriginConfig: { vpcOriginId: unknownValue } };
const signed = { targetOriginId: "signed", trustedKeyGroups: [unknownValue] };
const open = { targetOriginId: "public" };
const secure = { securePaths: ["/secure/*"] };
/** A component and its distribution. */
const declared = (what: string, behaviors: object[]) =>
  several(
    what,
    {
      type: "secure-origin:index:SecureOrigin",
      name: "site",
      props: { securePaths: ["/premium/*"], publicPaths: ["/premium/preview/*"] },
    },
    {
      type: t.distribution,
      name: "edge",
      parent: "site",
      props: { origins: [app], orderedCacheBehaviors: behaviors, defaultCacheBehavior: open },
    },
  );
const preview = { pathPattern: "/premium/preview/*", ...open };
const premium = { pathPattern: "/premium/*", ...signed };

/** Examples of the rules on signed and public paths. */
export const signingExamples: Readonly<Record<string, Examples>> = {
  "secure-paths-need-trusted-key-groups": {
    good: [
      one(
        "a signed behavior for the secure path",
        t.distribution,
        {
          origins: [app],
          orderedCacheBehaviors: [{ pathPattern: "/secure/*", ...signed }],
          defaultCacheBehavior: open,
        },
        secure,
      ),
      declared("a signed path that a component declares, with a public path inside", [preview, premium]),
    ],
    bad: [
      declared("a secure path that a component declares, without key groups", [
        preview,
        { pathPattern: "/premium/*", ...open },
      ]),
      one(
        "an earlier public behavior that matches some of the secure URLs",
        t.distribution,
        {
          origins: [app],
          orderedCacheBehaviors: [
            { pathPattern: "*.jpg", ...open },
            { pathPattern: "/secure/*", ...signed },
          ],
          defaultCacheBehavior: open,
        },
        secure,
      ),
      one(
        "an empty list of key groups",
        t.distribution,
        { origins: [app], defaultCacheBehavior: { targetOriginId: "app", trustedKeyGroups: [] } },
        secure,
      ),
    ],
  },
  "signed-origin-needs-trusted-key-groups": {
    good: [
      one("an origin for each tier", t.distribution, {
        origins: [
          { ...app, originId: "signed" },
          { ...app, originId: "public" },
        ],
        orderedCacheBehaviors: [{ pathPattern: "/secure/*", ...signed }],
        defaultCacheBehavior: open,
      }),
    ],
    bad: [
      one("one origin for both tiers", t.distribution, {
        origins: [{ ...app, originId: "signed" }],
        orderedCacheBehaviors: [{ pathPattern: "/secure/*", ...signed }],
        defaultCacheBehavior: { targetOriginId: "signed" },
      }),
    ],
  },
  "no-trusted-signers": {
    good: [one("a behavior with key groups", t.distribution, { defaultCacheBehavior: signed })],
    bad: [
      one("a behavior with signers", t.distribution, { defaultCacheBehavior: { trustedSigners: ["self"] } }),
    ],
  },
  "error-page-needs-no-signature": {
    good: [
      one("an error page that a public behavior serves", t.distribution, {
        customErrorResponses: [{ errorCode: 403, responsePagePath: "/pages/403.html" }],
        orderedCacheBehaviors: [{ pathPattern: "/secure/*", ...signed }],
        defaultCacheBehavior: open,
      }),
    ],
    bad: [
      one("an error page that a signed behavior serves", t.distribution, {
        customErrorResponses: [{ errorCode: 403, responsePagePath: "/secure/403.html" }],
        orderedCacheBehaviors: [{ pathPattern: "/secure/*", ...signed }],
        defaultCacheBehavior: open,
      }),
    ],
  },
  "public-path-needs-no-signature": {
    good: [
      one(
        "a public behavior before the signed one",
        t.distribution,
        {
          origins: [app],
          orderedCacheBehaviors: [
            { pathPattern: "/secure/help/*", ...open },
            { pathPattern: "/secure/*", ...signed },
          ],
          defaultCacheBehavior: open,
        },
        { publicPaths: ["/secure/help/*"] },
      ),
    ],
    bad: [
      one(
        "no behavior for the public path",
        t.distribution,
        {
          origins: [app],
          orderedCacheBehaviors: [{ pathPattern: "/secure/*", ...signed }],
          defaultCacheBehavior: open,
        },
        { publicPaths: ["/secure/help/*"] },
      ),
      declared("a signed behavior before a public path that a component declares", [premium, preview]),
    ],
  },
};
