/** The name and the parent of a group of resources. */
export interface GroupInputs {
  /** The prefix of the resources' names. */
  readonly name: string;
  readonly parent?: string;
}

/** Returns the option for the resources' parent. */
export function parentOf({ parent }: GroupInputs): { parent?: string } {
  return parent === undefined ? {} : { parent };
}
