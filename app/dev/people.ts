/** The people of the demonstration: one for each state of a membership. */

/** A person whom the stand-in issuer knows. */
export interface DemonstrationPerson {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly groups: readonly string[];
  /** What this person shows. */
  readonly shows: string;
}

/** All of them. Their names are their states: nobody has to remember a password. */
export const people: readonly DemonstrationPerson[] = [
  {
    id: "premium",
    name: "Premium member",
    email: "premium@members.example",
    groups: ["members", "premium"],
    shows: "opens studio, gallery, course and downloads",
  },
  {
    id: "member",
    name: "Member",
    email: "member@members.example",
    groups: ["members"],
    shows: "opens studio and gallery, and is refused the course and the downloads",
  },
  {
    id: "none",
    name: "Newcomer",
    email: "newcomer@members.example",
    groups: [],
    shows: "can sign in and opens nothing",
  },
];
