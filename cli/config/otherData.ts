/** The data of a stack file other than the settings that a command edits, to check that it stays the same. */
import { openDocument } from "./places";
import type { Setting } from "./settings";

type Path = readonly (string | number)[];

/** The path of a setting. */
export type SettingPath = Pick<Setting, "outer" | "path">;

/** Reads a file as plain data, without the given settings. @throws CommandError when it is not YAML */
export function dataWithout(text: string, file: string, settings: readonly SettingPath[]): unknown {
  return settings.reduce<unknown>((data, { outer, path }) => {
    if (outer === undefined || path.length === 0) {
      return withoutAt(data, outer ?? path);
    }
    return changedAt(data, outer, (json) =>
      withoutAt(typeof json === "string" ? JSON.parse(json) : json, path),
    );
  }, openDocument(text, file).toJS());
}

function changedAt(data: unknown, [name, ...path]: Path, change: (value: unknown) => unknown): unknown {
  if (name === undefined) {
    return change(data);
  }
  const members = data as Readonly<Record<string | number, unknown>>;
  return { ...members, [name]: changedAt(members[name], path, change) };
}

function withoutAt(data: unknown, path: Path): unknown {
  const name = path.at(-1);
  return changedAt(data, path.slice(0, -1), (members) =>
    Object.fromEntries(Object.entries(members as object).filter(([key]) => key !== String(name))),
  );
}
