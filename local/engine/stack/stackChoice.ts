/** Decides whether a command may create the stack that it names. */
import { nearest } from "../../../components/internal/nearest";

/** A command on a stack that is not in the local backend. */
export interface NewStack {
  readonly stack: string;
  readonly project: string;
  /** Whether the program is this project's own. */
  readonly own: boolean;
  /** The command's first word, `destroy`. */
  readonly command: string;
  /** Stacks that have a file beside Pulumi.yaml, or a state in the local backend. */
  readonly known: readonly string[];
  /** Whether the user names the stack file. */
  readonly namesFile: boolean;
}

/** A refusal, or a notice after the creation; neither for this project's stack with a file. */
export interface StackChoice {
  readonly refusal?: string;
  readonly notice?: string;
}

/** Commands that do nothing on a stack without resources. */
const onlyExisting = new Set(["destroy", "refresh"]);

/** Decides between creating the stack and refusing the command. */
export function chooseStack(asked: NewStack): StackChoice {
  const { stack, project, own, command, known, namesFile } = asked;
  if (!known.includes(stack) && (onlyExisting.has(command) || (own && !namesFile))) {
    const near = nearest(known, stack);
    const there = known.length === 0 ? "there are none" : `there are ${[...known].sort().join(", ")}`;
    const hint = near === undefined ? "" : ` Did you mean ${near}?`;
    const make = onlyExisting.has(command)
      ? ""
      : ` A new one takes a file Pulumi.${stack}.yaml, or: npm run pulumi -- stack init ${stack}`;
    return { refusal: `project ${project} has no stack "${stack}"; ${there}.${hint}${make}` };
  }
  if (own && known.includes(stack)) {
    return {};
  }
  return {
    notice: `Stack ${stack} of project ${project} was created in the local cloud: it did not exist.`,
  };
}
