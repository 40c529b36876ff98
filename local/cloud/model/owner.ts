import type { AccountResource } from "../account/accountFile";

/** Names the stack of a resource that belongs to another stack than a URN, ` of stack dev of project shop`; else empty. */
export function ofOtherStack({ urn: other }: Pick<AccountResource, "urn">, urn: string): string {
  const [stack = "", project = ""] = other?.replace("urn:pulumi:", "").split("::") ?? [];
  return other === undefined || urn.startsWith(`urn:pulumi:${stack}::${project}::`)
    ? ""
    : ` of stack ${stack} of project ${project}`;
}
