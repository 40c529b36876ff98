import { existsSync } from "node:fs";
import { join } from "node:path";
import type { FunctionType, Reference, ResourceType } from "./resourceType";

/** Resource types and functions of one part of a service. */
export interface ServicePart {
  resources?: readonly ResourceType[];
  functions?: readonly FunctionType[];
}

/** A type, function or argument that the local cloud does not have. */
export class UnknownToCloud extends Error {}

/** Modules of the provider whose types are described under another name. */
const otherNames: Readonly<Record<string, string>> = {
  index: "iam",
  lb: "elb",
  secretsmanager: "secretsManager",
  vpc: "ec2",
};

/** Returns the folder of a token's service, or its file where it has no folder: what it lacks is added there. */
export function placeOf(token: string): string {
  const [provider = "", module = ""] = token.split(/[:/]/);
  const name = provider === "aws" ? (otherNames[module] ?? module) : provider;
  const isFolder = existsSync(join(__dirname, "..", "services", name));
  return `local/cloud/services/${name}${isFolder ? "" : ".ts"}`;
}

/** Resource types and functions by token. */
export class Catalogue {
  private readonly resources: ReadonlyMap<string, ResourceType>;
  private readonly functions: ReadonlyMap<string, FunctionType>;

  constructor(parts: readonly ServicePart[]) {
    const resources = parts.flatMap((part) => part.resources ?? []);
    const functions = parts.flatMap((part) => part.functions ?? []);
    this.resources = new Map(resources.map((type) => [type.token, type]));
    this.functions = new Map(functions.map((type) => [type.token, type]));
  }

  /** Returns every resource type. */
  allResources(): ResourceType[] {
    return [...this.resources.values()];
  }

  /** Returns every function. */
  allFunctions(): FunctionType[] {
    return [...this.functions.values()];
  }

  /** Returns a resource type. @throws {UnknownToCloud} */
  resource(token: string): ResourceType {
    const found = this.resources.get(token);
    if (found === undefined) {
      throw new UnknownToCloud(
        `The local cloud does not know the resource type ${token}. Add it to ${placeOf(token)}.`,
      );
    }
    return found;
  }

  /** Returns a function. @throws {UnknownToCloud} */
  function(token: string): FunctionType {
    const found = this.functions.get(token);
    if (found === undefined) {
      throw new UnknownToCloud(
        `The local cloud does not know the function ${token}. Add it to ${placeOf(token)}.`,
      );
    }
    return found;
  }

  /** Returns the arguments, of any type, that may name a resource of this type. */
  referencesTo(token: string): { holder: ResourceType; reference: Reference }[] {
    return this.allResources().flatMap((holder) =>
      (holder.references ?? [])
        .filter(({ to }) => to.includes(token))
        .map((reference) => ({ holder, reference })),
    );
  }
}
