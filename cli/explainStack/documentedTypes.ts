import { undocumentedIn } from "../../policy/resources/reader";
import type { StackModel } from "../../policy/stack/stack";
import { CommandError } from "../report";
import { visibleLine } from "../visible";

/**
 * Refuses a stack of which an argument was read that has another type than AWS documents: what it does is not known.
 *
 * @throws CommandError
 */
export function requireDocumentedTypes({ resources }: StackModel): void {
  for (const { urn, props } of resources) {
    const [path] = undocumentedIn(props);
    if (path !== undefined) {
      throw new CommandError(
        visibleLine(
          `${path} of ${urn} does not have the type that AWS documents, so this stack cannot be analysed`,
        ),
        "export the state again: pulumi stack export",
      );
    }
  }
}
