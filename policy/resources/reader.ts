import type { Field, UnknownField } from "../values/field";
import { type Document, readDocument } from "../values/policyDocuments";
import { isUnknownValue, isUnknownValueError, withoutProxy } from "../values/unknownValues";

type Item<T> = NonNullable<T> extends readonly (infer I)[] ? I : unknown;

const booleans = new Map<unknown, boolean>([
  [true, true],
  ["true", true],
  ["1", true],
  [false, false],
  ["false", false],
  ["0", false],
]);

const undocumented = new WeakMap<object, Set<string>>();

/** Returns the arguments that were read from these properties so far and do not have the type that AWS documents. */
export function undocumentedIn(props: object): readonly string[] {
  return [...(undocumented.get(props) ?? [])].sort();
}

/**
 * Reads a resource's properties without throwing on unknown values. The SDK's proxies throw when an unknown value is
 * read, and a rule that lets this error through loses the findings it has not yet reported.
 *
 * `T` is the unwrapped type of the resource's arguments; it checks the names of the properties.
 */
export class Reader<T> {
  private constructor(
    private readonly props: object,
    private readonly field: Field<unknown>,
  ) {}

  /** Creates a reader of all properties of a resource. */
  static over<T>(props: object): Reader<T> {
    return new Reader<T>(props, { state: "known", path: "", value: withoutProxy(props) });
  }

  /** Returns a reader of the property `key`, which is unknown if its object is. */
  at<K extends keyof NonNullable<T> & string>(key: K): Reader<NonNullable<T>[K]> {
    return new Reader(this.props, this.step(key, this.field.path === "" ? key : `${this.field.path}.${key}`));
  }

  /** Reads a list: a reader for each element, so that an unknown element does not hide the others. */
  items(): Field<Reader<Item<T>>[]> {
    return this.as((value) =>
      Array.isArray(value)
        ? Array.from({ length: value.length }, (_, i) => {
            return new Reader<Item<T>>(this.props, this.step(i, `${this.field.path}[${i}]`));
          })
        : undefined,
    );
  }

  /** Reads a list of strings: empty for an absent list, one unknown field for an unknown list. */
  strings(): Field<string>[] {
    const items = this.items();
    if (items.state === "absent") {
      return [];
    }
    return items.state === "unknown" ? [items] : items.value.map((item) => item.string());
  }

  /** Reads a list of objects: empty unless the list is known. */
  knownItems(): Reader<Item<T>>[] {
    const items = this.items();
    return items.state === "known" ? items.value : [];
  }

  /** Reads a string; an empty one is absent, as providers write it for "not set". */
  string(): Field<string> {
    const text = this.as((value) => (typeof value === "string" ? value : undefined));
    return text.state === "known" && text.value === "" ? { state: "absent", path: text.path } : text;
  }

  /** Reads a number, also from a string. */
  number(): Field<number> {
    return this.as((value) => {
      const number = typeof value === "string" && value !== "" ? Number(value) : value;
      return typeof number === "number" && Number.isFinite(number) ? number : undefined;
    });
  }

  /** Reads a boolean, also from "true" or "false", as launch templates store it. */
  boolean(): Field<boolean> {
    const field = this.field;
    if (field.state === "known" && field.value === "") {
      return { state: "absent", path: field.path };
    }
    return this.as((value) => booleans.get(value));
  }

  /** Reads a policy document. */
  document(): Document {
    const document = readDocument(this.field);
    if (document.state === "unknown" && document.field.reason === "shape") {
      this.misshapen(document.field.path);
    }
    return document;
  }

  /** Returns the value as it is, to test whether it is present. */
  raw(): Field<unknown> {
    return this.field;
  }

  private as<V>(convert: (value: unknown) => V | undefined): Field<V> {
    const field = this.field;
    if (field.state !== "known") {
      return field;
    }
    const value = convert(field.value);
    return value === undefined ? this.misshapen(field.path) : { state: "known", path: field.path, value };
  }

  private step(key: string | number, path: string): Field<unknown> {
    const field = this.field;
    if (field.state === "unknown") {
      return field;
    }
    if (field.state === "absent") {
      return { state: "absent", path };
    }
    if (typeof field.value !== "object" || field.value === null) {
      return this.misshapen(field.path);
    }
    if (typeof key === "string" && Array.isArray(field.value)) {
      return this.misshapen(field.path);
    }
    try {
      // What an object inherits is no argument, not even from a member named __proto__.
      const value = Object.hasOwn(field.value, key)
        ? (field.value as Record<string | number, unknown>)[key]
        : undefined;
      if (isUnknownValue(value)) {
        return { state: "unknown", path, reason: "preview" };
      }
      return value === undefined || value === null
        ? { state: "absent", path }
        : { state: "known", path, value };
    } catch (error) {
      if (isUnknownValueError(error)) {
        return { state: "unknown", path, reason: "preview" };
      }
      throw error;
    }
  }

  private misshapen(path: string): UnknownField {
    let paths = undocumented.get(this.props);
    if (paths === undefined) {
      paths = new Set();
      undocumented.set(this.props, paths);
    }
    paths.add(path);
    return { state: "unknown", path, reason: "shape" };
  }
}
