import type { ReportViolation, ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { isUnknownValueError } from "./model/field";
import { buildModel, type RawResource } from "./model/stack";
import { canonicalType } from "./model/tokens";
import { OptionError, type Options, resolveOptions } from "./options";
import { redact } from "./redaction";
import type { Finding, Rule } from "./rules";

type Validation =
  | Pick<ResourceValidationPolicy, "validateResource">
  | Pick<StackValidationPolicy, "validateStack">;

/**
 * Stands around a rule: the one place that turns a rule's findings into violations and whatever else can happen into
 * a violation of that rule. An error that got through would abort the whole preview, an unknown that got through would
 * make the SDK report an advisory line instead of a violation.
 *
 * @param options what the pack was made with; a policy configuration's `options` go on top
 */
export function guard(rule: Rule, options: Options): Validation {
  if (rule.level === "stack") {
    return {
      validateStack: (args, report) =>
        run(rule, args.resources, () => configured(options, args.getConfig()), report),
    };
  }
  return {
    validateResource: (args, report) => {
      const type = canonicalType(args.type);
      if (type === undefined || !rule.types.includes(type)) {
        args.notApplicable(`${rule.name} does not look at ${args.type}`);
      }
      run(rule, [args], () => configured(options, args.getConfig()), report);
    },
  };
}

function configured(options: Options, config: Record<string, unknown>): Options {
  const misplaced = Object.keys(config).filter((key) => key !== "options");
  if (misplaced.length > 0) {
    throw new OptionError(`${misplaced.join(", ")} must stand inside "options"`);
  }
  return resolveOptions(options, config.options);
}

function run(
  rule: Rule,
  resources: readonly RawResource[],
  options: () => Options,
  report: ReportViolation,
): void {
  for (const finding of findings(rule, resources, options)) {
    const { urn, path, why, fix, level } = finding;
    const text = redact(`${path === "" ? "" : `${path}: `}${why}.\nFix: ${fix}.`, resources);
    if (level === undefined) {
      report(text, urn);
    } else {
      reportAt(report, { message: `${rule.description}\n${text}`, urn, enforcementLevel: level });
    }
  }
}

function findings(rule: Rule, resources: readonly RawResource[], options: () => Options): Finding[] {
  try {
    return rule.check(buildModel(resources), options());
  } catch (error) {
    return [{ urn: resources[0]?.urn ?? "", ...failure(error) }];
  }
}

/** What went wrong instead of a decision. The text of a foreign error may quote a value, so only its kind is told. */
function failure(error: unknown): Omit<Finding, "urn"> {
  if (error instanceof OptionError) {
    return {
      path: "",
      why: `the policy's configuration: ${error.message}`,
      fix: "Correct the configuration",
    };
  }
  if (isUnknownValueError(error)) {
    const path = error.props.map(String).join(".");
    return {
      path,
      why: `${path} is not known in preview`,
      fix: `Give ${path} a value that is known in preview`,
    };
  }
  const place =
    error instanceof Error ? /\n\s+at (\S+) .*?([^/\\:()]+:\d+):\d+/.exec(error.stack ?? "") : null;
  const where = place === null ? "" : ` at ${place[1] ?? ""}, ${place[2] ?? ""}`;
  return {
    path: "",
    why: `the rule itself failed (${error instanceof Error ? error.name : typeof error}${where}), so nothing is shown`,
    fix: "Report this line to the pack's maintainers",
  };
}

/** The SDK takes a level with a violation, though its types do not say so. */
function reportAt(
  report: ReportViolation,
  violation: { message: string; urn: string; enforcementLevel: "advisory" },
): void {
  (report as unknown as (violation: object) => void)(violation);
}
