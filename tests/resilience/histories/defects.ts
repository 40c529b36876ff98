/** The defects that can be planted in the program of histories. */

/** Their names: what each undoes. */
export const defects = ["order undone", "key dropped at once", "rule's place reused", "open group"] as const;

/** The name of a defect. */
export type Defect = (typeof defects)[number];
