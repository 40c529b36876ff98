import type { AccountResource } from "../../cloud/account/accountFile";

/** An account that cannot be served, because something is missing or of an unknown kind. */
export class ViewProblem extends Error {
  override readonly name = "ViewProblem";
}

/** The resources in effect at one moment, by type and id. */
export class Records {
  private readonly byType = new Map<string, AccountResource[]>();

  constructor(records: readonly AccountResource[]) {
    for (const record of records) {
      const same = this.byType.get(record.type);
      if (same === undefined) {
        this.byType.set(record.type, [record]);
      } else {
        same.push(record);
      }
    }
  }

  /** Returns all resources of a type. */
  all(type: string): readonly AccountResource[] {
    return this.byType.get(type) ?? [];
  }

  /** Returns the resource of a type with this id, which is an ARN for some types. */
  find(type: string, id: string): AccountResource | undefined {
    return this.all(type).find((one) => one.id === id);
  }

  /** Returns a resource that has to exist. @throws ViewProblem that names what is missing and who wants it */
  need(type: string, id: string, wantedBy: string): AccountResource {
    const found = this.find(type, id);
    if (found === undefined) {
      const kind = type.split(":").at(-1) ?? type;
      throw new ViewProblem(
        `${wantedBy} names ${kind} ${id === "" ? "without an id" : id}, which is not there`,
      );
    }
    return found;
  }
}
