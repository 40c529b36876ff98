/** Maps arguments to members of requests: by the naming rule, or by the type's explicit mapping. */
import type { ResourceType } from "../model/resourceType";
import type { TypeRequest } from "./requests/request";
import { inResource, inside, type ModelTable, type Place, stepsOf } from "./shape";

/** Arguments that no request of any type contains. */
const COMMON = { region: "it selects the endpoint" };

/** Finds the places of a type's arguments in requests. */
export class Locator {
  private readonly found = new Map<string, readonly Place[]>();

  constructor(
    private readonly table: ModelTable,
    private readonly type: Pick<ResourceType, "operations">,
    private readonly request: TypeRequest,
  ) {}

  /** Returns the requests that are always checked: the create operation's, and CloudFormation's resource. */
  roots(): Place[] {
    const { resource } = this.request;
    return [this.top(this.type.operations.create), ...(resource === undefined ? [] : [this.top(resource)])];
  }

  /** Returns the places of an argument, with `[*]` for each element and `{*}` for each value of a map. */
  places(path: string): readonly Place[] {
    const known = this.found.get(path) ?? this.find(path);
    this.found.set(path, known);
    return known;
  }

  /** Returns the reason why no request contains an argument, if there is one. */
  notSent(path: string): string | undefined {
    const steps = stepsOf(path);
    const heads = steps.map((_, index) => joined(steps.slice(0, index + 1)));
    const reasons: Readonly<Record<string, string>> = { ...COMMON, ...this.request.notSent };
    return heads.map((head) => reasons[head]).find((reason) => reason !== undefined);
  }

  private find(path: string): readonly Place[] {
    if (path === "") {
      return this.start();
    }
    if (this.notSent(path) !== undefined) {
      return [];
    }
    const steps = stepsOf(path);
    const written = this.written(path);
    const step = steps.at(-1) ?? "";
    const looser = this.request.looserThanCloudFormation?.[path] !== undefined;
    const ruled = this.places(joined(steps.slice(0, -1))).flatMap((parent) =>
      byRule(this.table, parent, step),
    );
    // An explicit mapping overrides the rule, separately for the service's model and CloudFormation's.
    const all = [
      ...written,
      ...ruled.filter((place) => !written.some((one) => inResource(one) === inResource(place))),
    ];
    return looser ? all.filter((place) => !inResource(place)) : all;
  }

  private start(): Place[] {
    const { within = "", resourceWithin = "" } = this.request;
    return this.roots().map((root) =>
      this.follow(root, inResource(root) ? stepsOf(resourceWithin) : stepsOf(within)),
    );
  }

  private written(path: string): Place[] {
    const members = this.request.members?.[path] ?? [];
    return (typeof members === "string" ? [members] : members).map((member) => {
      if (member.startsWith("/")) {
        const steps = member.slice(1).split("/");
        return this.follow(
          this.top(this.request.resource ?? ""),
          steps.map((step) => (step === "*" ? "[*]" : step)),
        );
      }
      const [first = "", rest] = member.split(":");
      return rest === undefined
        ? this.follow(this.top(this.type.operations.create), stepsOf(first))
        : this.follow(this.top(first), stepsOf(rest));
    });
  }

  private top(of: string): Place {
    const shape = of.startsWith("AWS::") ? of : this.table.operations[of]?.input;
    if (shape === undefined || this.table.shapes[shape] === undefined) {
      throw new Error(
        `The tables of AWS's models have no ${of}. Correct local/cloud/models/requests, or run npm run aws-models.`,
      );
    }
    return { of, path: "", shape };
  }

  private follow(from: Place, steps: readonly string[]): Place {
    return steps.reduce<Place>((place, step) => {
      const next = inside(this.table, place, step);
      if (next === undefined) {
        const missing = place.path === "" ? step : `${place.path}.${step}`;
        throw new Error(
          `The tables of AWS's models have no ${from.of} ${missing}. Correct local/cloud/models/requests, or run npm run aws-models.`,
        );
      }
      return next;
    }, from);
  }
}

/** Joins steps to a path. */
function joined(steps: readonly string[]): string {
  return steps.reduce(
    (path, step) => (/^[[{]/.test(step) || path === "" ? `${path}${step}` : `${path}.${step}`),
    "",
  );
}

/** Applies the naming rule to one step, and skips CloudFront's `Items` and the elements of lists. */
function byRule(table: ModelTable, parent: Place, step: string): Place[] {
  const shape = table.shapes[parent.shape];
  const through = (inner: string): Place[] => {
    const place = inside(table, parent, inner);
    return place === undefined ? [] : byRule(table, place, step);
  };
  const direct = (inner: string): Place[] => {
    const place = inside(table, parent, inner);
    return place === undefined ? [] : [place];
  };
  if (step === "[*]") {
    const lists = shape?.type === "structure" && shape.members?.["Items"] !== undefined;
    return shape?.type === "list" ? direct("[*]") : lists ? through("Items") : [parent];
  }
  if (step === "{*}" || step === "{key}") {
    return shape?.type === "map" ? direct(step) : pair(table, parent, step);
  }
  if (shape?.type === "list") {
    // CloudFormation has a plain list where CloudFront's request has `Items` and `Quantity`.
    return step === "items" ? [parent] : through("[*]");
  }
  const member = Object.keys(shape?.members ?? {}).find((name) => sameName(name, step));
  return member === undefined ? [] : direct(member);
}

/** Returns the places of a map's keys or values in AWS's list of name-value pairs. */
function pair(table: ModelTable, place: Place, step: string): Place[] {
  const items = inside(table, place, "Items");
  const list = items ?? place;
  const element = inside(table, list, "[*]");
  const names = step === "{key}" ? ["Key", "TagKey", "Name"] : ["Value", "TagValue"];
  return element === undefined ? [] : names.flatMap((name) => inside(table, element, name) ?? []).slice(0, 1);
}

/** Tells whether an argument and a member have the same name, ignoring case and plural. */
function sameName(member: string, argument: string): boolean {
  return singular(member.toLowerCase()) === singular(argument.toLowerCase());
}

function singular(name: string): string {
  return name.replace(/ies$/, "y").replace(/s$/, "");
}
