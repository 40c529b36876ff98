/** Splits a policy into documents within IAM's size limit. */
import type { Statement } from "./statements";

/** A policy document. */
export interface PolicyDocument {
  readonly Version: "2012-10-17";
  readonly Statement: readonly Statement[];
}

/**
 * The maximum number of characters in a managed policy; IAM does not count white space.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const MOST_CHARACTERS = 6144;

/** Counts the characters of a document as IAM does. */
export function sizeOf(document: PolicyDocument): number {
  return JSON.stringify(document).replaceAll(/\s/g, "").length;
}

const documentOf = (statements: readonly Statement[]): PolicyDocument => ({
  Version: "2012-10-17",
  Statement: statements,
});

/** Splits a statement that is too long for one document: by actions, or by resources if it has a single action. */
function fitting(statement: Statement): Statement[] {
  if (sizeOf(documentOf([statement])) <= MOST_CHARACTERS) {
    return [statement];
  }
  const by = statement.Action.length > 1 ? "Action" : "Resource";
  const middle = Math.ceil(statement[by].length / 2);
  return [statement[by].slice(0, middle), statement[by].slice(middle)].flatMap((half) =>
    fitting({ ...statement, [by]: half }),
  );
}

/** Packs statements into as few documents as possible without reordering them. */
export function policyDocuments(statements: readonly Statement[]): PolicyDocument[] {
  const documents: PolicyDocument[] = [];
  for (const statement of statements.flatMap(fitting)) {
    const last = documents.at(-1);
    const longer = documentOf([...(last?.Statement ?? []), statement]);
    if (last !== undefined && sizeOf(longer) <= MOST_CHARACTERS) {
      documents[documents.length - 1] = longer;
    } else {
      documents.push(documentOf([statement]));
    }
  }
  return documents;
}
