/** What a part of a shape is called, and the component that it belongs to. */
export interface Part {
  /** What the names of the part's resources begin with. */
  readonly name: string;
  readonly parent?: string;
}

/** The place of a part's resources. */
export function within({ parent }: Part): { parent?: string } {
  return parent === undefined ? {} : { parent };
}
