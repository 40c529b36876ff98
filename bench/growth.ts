/** How time grows with the behaviors of a distribution and the sites of a stack: verdicts, requests, previews. */
import { generateKeyPairSync } from "node:crypto";
import {
  createLocalSigner,
  epochSeconds,
  explain,
  loadDistribution,
  now,
  pemKey,
  requestFromUrl,
} from "../signer";
import { membersPaths } from "../tests/policy/support/fixtures";
import { requestsBySize, securePaths } from "./edge/size";
import type { Figure, Suite } from "./figure";
import { interleave } from "./interleave";
import { sitesProgram } from "./preview/programs";
import { expectPlan } from "./preview/suite";
import { inTurns } from "./turns";

const host = "d111111abcdef8.cloudfront.net";
const id = "K2JCJMDEHXQW5F";

/** CloudFront's quota of cache behaviors per distribution. */
const maxBehaviors = 75;

/** Returns a verification of a request for the last secure path of a distribution with that many behaviors. */
function verdictWith(behaviors: number): () => unknown {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const trustedKeys = { [id]: publicKey.export({ type: "spki", format: "pem" }) as string };
  const secure = Array.from({ length: behaviors - 1 }, (_none, index) => ({
    pathPattern: `/area-${index}/*`,
    trustedKeys,
  }));
  const distribution = loadDistribution({
    domainNames: [host],
    behaviors: [...secure, { pathPattern: "*" }],
  });
  const expires = epochSeconds(now() + 3600);
  const url = `https://${host}/area-${behaviors - 2}/file`;
  const signer = createLocalSigner({ key: pemKey(privateKey), keyPairId: id, verify: false });
  const request = requestFromUrl(signer.signUrl({ url, expires }));
  if (request === undefined || explain(request, distribution, now(), "192.0.2.1").outcome !== "allow") {
    throw new Error("the measured request is not allowed");
  }
  return () => explain(request, distribution, now(), "192.0.2.1");
}

function verdictFigure(rounds: number): Figure {
  const [few, many] = ["2 behaviors", `${maxBehaviors} behaviors`] as const;
  const rates = interleave(
    [
      { name: few, run: verdictWith(2) },
      { name: many, run: verdictWith(maxBehaviors) },
    ],
    rounds,
    150,
  );
  return {
    what: `verdict with ${many}`,
    unit: "per second",
    values: rates.get(many) ?? [],
    peer: { what: few, values: rates.get(few) ?? [] },
  };
}

/** Measures `pulumi preview` with the pack, for stacks of different sizes. */
async function previewFigures(
  what: (count: number) => string,
  counts: readonly number[],
  program: (count: number) => ReturnType<typeof sitesProgram>,
  rounds: number,
): Promise<Figure[]> {
  const programs = new Map(counts.map((count) => [String(count), program(count)]));
  try {
    const seconds = await inTurns(
      Object.fromEntries(
        [...programs].map(([count, { stack }]) => [count, () => expectPlan(stack.preview())] as const),
      ),
      rounds,
      false,
    );
    const [first = "", ...rest] = programs.keys();
    return rest.map((count) => ({
      what: `preview with the pack, ${what(Number(count))}`,
      unit: "s",
      values: seconds[count] ?? [],
      peer: { what: what(Number(first)), values: seconds[first] ?? [] },
    }));
  } finally {
    for (const each of programs.values()) {
      each.remove();
    }
  }
}

async function run(quick: boolean): Promise<readonly Figure[]> {
  const rounds = quick ? 1 : 5;
  return [
    verdictFigure(rounds),
    ...(await requestsBySize(quick)),
    ...(await previewFigures(
      (count) => `${count} secure paths`,
      quick ? [3, 70] : [3, 10, 70],
      (count) => sitesProgram(1, securePaths(count)),
      rounds,
    )),
    ...(await previewFigures(
      (count) => `${count} site${count === 1 ? "" : "s"} in the stack`,
      quick ? [1, 2] : [1, 10, 30],
      (count) => sitesProgram(count, membersPaths),
      rounds,
    )),
  ];
}

/** Measures how time grows with the size of a stack. */
export const growthSuite: Suite = {
  name: "growth",
  method:
    "A verdict for the last of many secure paths; signed requests through edges on stacks of different sizes, for the last " +
    "path; `pulumi preview` with the pack of one site with many secure paths, and of one " +
    "program with many sites, each with a distribution, a load balancer and an Auto Scaling group.",
  run,
};
