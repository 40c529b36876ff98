/** Judges stacks whose verdicts follow from AWS's documentation alone, with the pack as a black box. */
import assert from "node:assert/strict";
import { type Moment, read } from "../misconfigurations/stackModel";
import type { Violation } from "../support/analyzer";
import { configuredPolicies, judgeReading } from "../support/judged";
import { rootCauses } from "./all";
import { media, site } from "./base";
import { differences } from "./differences";
import type { IndependentCase } from "./independentCase";
import { pages } from "./sources";

/** Rules of hygiene and transport, on which these cases do not decide. */
const NOT_JUDGED: readonly RegExp[] = [
  /^access-log/,
  /^behavior-has-/,
  /^distribution-(has|caches)-/,
  /^error-page-/,
  /^instance-metadata-/,
  /^load-balancer-/,
  /^log-bucket-/,
  /^public-path-/,
  /^target-group-uses-tls$/,
  /^viewer-uses-https$/,
  /^volume-/,
  /^waiver-is-in-force$/,
  /-tls-floor$/,
];

/** The secure paths of the cases that name none. */
const SECURE_PATHS: readonly string[] = ["/premium/*", "/downloads/*", "/secure/*"];

const spoken: Readonly<Record<Moment, string>> = {
  preview: "in a first preview",
  known: "after an update",
};

const bases: readonly IndependentCase[] = [
  {
    id: "base-site",
    what: "A load balancer behind a VPC origin, with two tiers and a key in KMS.",
    source: pages.vpcOrigins,
    verdict: "accepted",
    resources: site(),
  },
  {
    id: "base-media",
    what: "Two private buckets behind one distribution, one of them signed.",
    source: pages.originAccess,
    verdict: "accepted",
    resources: media(),
  },
];

const cases: readonly IndependentCase[] = [...bases, ...Object.values(rootCauses).flat()];

async function judge(one: IndependentCase, moment: Moment): Promise<Violation[]> {
  const policies = configuredPolicies("prod", {
    protect: "origins",
    securePaths: SECURE_PATHS,
    ...one.options,
  });
  const stack = { name: "independent", resources: one.resources, outputs: {} };
  const violations = await judgeReading(policies, read(stack, moment));
  return violations.filter(
    ({ level, policy }) => level === "mandatory" && !NOT_JUDGED.some((rule) => rule.test(policy)),
  );
}

/** Whether a violation is not of the pack's configuration, of which a verdict on the stack does not follow. */
function isOfTheStack({ policy }: Violation): boolean {
  return policy !== "pack-settings";
}

describe("by AWS's documentation, the pack", () => {
  for (const one of cases) {
    for (const moment of one.moments ?? (["preview", "known"] as const)) {
      const does = one.verdict === "refused" ? "refuses" : "accepts";
      const reason = differences[one.id];
      if (reason !== undefined) {
        it(`does not yet say of ${one.id} ${spoken[moment]} that it is ${one.verdict}: ${reason}`, async () => {
          assert.equal((await judge(one, moment)).some(isOfTheStack), one.verdict === "accepted");
        });
        continue;
      }
      it(`${does} ${one.id} ${spoken[moment]}`, async () => {
        const found = await judge(one, moment);
        const said = found.map(({ policy, urn, message }) => `${policy} at ${urn}: ${message}`);
        if (one.verdict === "accepted") {
          assert.deepEqual(said, [], one.what);
          return;
        }
        assert.ok(found.some(isOfTheStack), `nothing was found: ${one.what} See ${one.source}`);
        const { names } = one;
        if (names !== undefined) {
          const named = said.some((text) => text.includes(names));
          assert.ok(named, `no finding names ${names}; found were:\n${said.join("\n")}`);
        }
      });
    }
  }
});

describe("the independent cases", () => {
  it("are named where the pack differs", () => {
    const ids = cases.map(({ id }) => id);
    assert.deepEqual(
      Object.keys(differences).filter((id) => !ids.includes(id)),
      [],
    );
  });

  it("have ids of their own", () => {
    assert.deepEqual(
      [...new Set(cases.map(({ id }) => id))],
      cases.map(({ id }) => id),
    );
  });
});
