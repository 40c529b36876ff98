/** The error for a stack that does not exist. */
import { nearest } from "../../components/internal/nearest";
import { CommandError } from "../report";

/** Thrown for a stack that does not exist: lists those that do, and suggests the likeliest one. */
export class UnknownStack extends CommandError {
  /**
   * @param missing what does not exist, such as `project shop has no stack nope`
   * @param names the existing stacks
   */
  constructor(
    readonly missing: string,
    readonly wanted: string,
    readonly names: readonly string[],
    cause?: unknown,
  ) {
    const all = [...new Set(names)].sort();
    const meant = nearest(all, wanted);
    const remedy = meant === undefined ? "name one of them with --stack" : `did you mean --stack ${meant}?`;
    super(
      all.length === 0 ? missing : `${missing}; stacks: ${all.join(", ")}`,
      all.length === 0 ? `create it first: pulumi stack init ${wanted}` : remedy,
      cause,
    );
  }
}
