/** The demonstration people: one for each state of a membership. */

/** A person of the local issuer. */
export interface DemonstrationPerson {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly groups: readonly string[];
  /** What this person demonstrates. */
  readonly shows: string;
}

/** All people, named by their state of membership; they have no passwords. */
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
