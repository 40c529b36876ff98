import { type Field, isUnknownValueError } from "../values/field";
import { isUnknown, unwrapped } from "../values/plain";

type Item<T> = NonNullable<T> extends readonly (infer I)[] ? I : unknown;

const spelledFlags = new Map<unknown, boolean>([
  [true, true],
  ["true", true],
  ["1", true],
  [false, false],
  ["false", false],
  ["0", false],
]);

/**
 * Reads a resource's properties one step at a time and never throws on an unknown: the SDK hands properties over as
 * proxies that throw when an unknown is touched, and a rule that lets this through loses all it had not yet reported.
 *
 * `T` is the type of the resource's arguments, without inputs; it checks the names of the properties.
 */
export class Reader<T> {
  private constructor(private readonly field: Field<unknown>) {}

  /** A reader over all properties of one resource. */
  static over<T>(props: object): Reader<T> {
    return new Reader<T>({ state: "known", path: "", value: unwrapped(props) });
  }

  /** The property `key`; unknown when the object that should hold it is. */
  at<K extends keyof NonNullable<T> & string>(key: K): Reader<NonNullable<T>[K]> {
    return new Reader(this.step(key, this.field.path === "" ? key : `${this.field.path}.${key}`));
  }

  /** The elements of a list, each a reader of its own, so that one unknown element hides no other. */
  items(): Field<Reader<Item<T>>[]> {
    return this.as((value) =>
      Array.isArray(value)
        ? Array.from({ length: value.length }, (_, i) => {
            return new Reader<Item<T>>(this.step(i, `${this.field.path}[${i}]`));
          })
        : undefined,
    );
  }

  /** The elements of a list as far as it can be seen: none of an absent list, one unknown of an unknown list. */
  texts(): Field<string>[] {
    const items = this.items();
    if (items.state === "absent") {
      return [];
    }
    return items.state === "unknown" ? [items] : items.value.map((item) => item.text());
  }

  /** The elements of a list of objects that can be seen; nothing of a list that cannot. */
  each(): Reader<Item<T>>[] {
    const items = this.items();
    return items.state === "known" ? items.value : [];
  }

  /** A string; the empty string is how providers spell "not set". */
  text(): Field<string> {
    const text = this.as((value) => (typeof value === "string" ? value : undefined));
    return text.state === "known" && text.value === "" ? { state: "absent", path: text.path } : text;
  }

  /** A number, also where it is spelled as a string. */
  number(): Field<number> {
    return this.as((value) => {
      const number = typeof value === "string" && value !== "" ? Number(value) : value;
      return typeof number === "number" && Number.isFinite(number) ? number : undefined;
    });
  }

  /** A boolean, also where the provider keeps it as "true" or "false" (launch templates do). */
  flag(): Field<boolean> {
    const field = this.field;
    if (field.state === "known" && field.value === "") {
      return { state: "absent", path: field.path };
    }
    return this.as((value) => spelledFlags.get(value));
  }

  /** The value as it is, for those who only ask whether there is one. */
  any(): Field<unknown> {
    return this.field;
  }

  private as<V>(convert: (value: unknown) => V | undefined): Field<V> {
    const field = this.field;
    if (field.state !== "known") {
      return field;
    }
    const value = convert(field.value);
    return value === undefined
      ? { state: "unknown", path: field.path, reason: "shape" }
      : { state: "known", path: field.path, value };
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
      return { state: "unknown", path: field.path, reason: "shape" };
    }
    try {
      const value = (field.value as Record<string | number, unknown>)[key];
      if (isUnknown(value)) {
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
}
