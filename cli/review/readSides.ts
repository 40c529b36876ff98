/** Reads the two sides of a review from files. */
import { readFile } from "node:fs/promises";
import { CommandError } from "../report";
import { afterPlan, asPlan } from "./planned";
import { afterPreview, asPreview, hasFailed } from "./previewed";
import { asState, type ReviewedState, requireSameStack, stateWith } from "./reviewedState";

/** The two sides of a review. */
export interface Sides {
  readonly before: ReviewedState;
  readonly after: ReviewedState;
  /** Whether AFTER is a preview that ended in an error, so that some of it may be missing. */
  readonly isPartial: boolean;
}

async function jsonIn(name: string, file: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (cause) {
    throw new CommandError(`${name}: ${file} cannot be read`, "name a file that exists", cause);
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new CommandError(
      `${name}: ${file} is not JSON`,
      `write it with ${name === "BEFORE" ? "pulumi stack export" : "pulumi preview --json, and without other output in it"}`,
      cause,
    );
  }
}

/**
 * Reads a state, and a second state, a preview or a plan.
 *
 * @throws CommandError for other files, or if they do not belong together
 */
export async function readSides(beforeFile: string, afterFile: string): Promise<Sides> {
  const before = asState(await jsonIn("BEFORE", beforeFile));
  if (before === undefined) {
    throw new CommandError(
      `BEFORE: ${beforeFile} is not the state of a stack`,
      "create it with: pulumi stack export",
    );
  }
  const content = await jsonIn("AFTER", afterFile);
  const [state, preview, plan] = [asState(content), asPreview(content), asPlan(content)];
  if (state !== undefined) {
    requireSameStack(before, state);
    return { before, after: state, isPartial: false };
  }
  if (preview !== undefined) {
    requireSameStack(before, stateWith(preview.steps.map(({ urn }) => ({ urn, type: "" }))));
    return { before, after: afterPreview(before, preview), isPartial: hasFailed(preview) };
  }
  if (plan !== undefined) {
    requireSameStack(before, stateWith(Object.keys(plan.resourcePlans).map((urn) => ({ urn, type: "" }))));
    return { before, after: afterPlan(before, plan), isPartial: false };
  }
  throw new CommandError(
    `AFTER: ${afterFile} is neither a state, a preview nor a plan`,
    "create it with: pulumi stack export, pulumi preview --json, or pulumi preview --save-plan",
  );
}
