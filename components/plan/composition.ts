import { problem } from "./problem";

/** What the parts of a site are made of. */
export interface CompositionFacts {
  makesNetwork: boolean;
  bringsVpc: boolean;
  bringsCertificates: boolean;
  hasHostedZone: boolean;
  /** Region of the stack, empty if nothing tells it. */
  region: string;
}

/** Says which choices between making and bringing do not go together. */
export function compositionProblems(facts: CompositionFacts): string[] {
  const problems: string[] = [];
  if (facts.makesNetwork && facts.bringsVpc) {
    problems.push(problem("network", "set beside vpc", "network or vpc", "keep the one that you mean"));
  }
  if (!facts.bringsCertificates && !facts.hasHostedZone) {
    problems.push(
      problem(
        "hostedZoneId",
        undefined,
        "hostedZoneId, certificates or both",
        "name the zone in which certificates are to be proved, or bring certificates",
      ),
    );
  }
  if (!facts.bringsCertificates && !/^[a-z]{2}(-[a-z]+)+-\d$/.test(facts.region)) {
    problems.push(
      problem(
        "region",
        facts.region,
        "a region of AWS",
        "run `pulumi config set aws:region eu-west-1`, or name it",
      ),
    );
  }
  return problems;
}
