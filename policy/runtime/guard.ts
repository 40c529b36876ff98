import type { ReportViolation, ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { type Level, OptionError, type Options } from "../options/options";
import type { RawResource } from "../resources/rawResource";
import { canonicalType, hasAliases } from "../resources/resourceTypes";
import type { Finding, Rule } from "../rules/rule";
import { buildModel } from "../stack/stack";
import { isUnknownValueError } from "../values/unknownValues";
import { Redactor } from "./redaction";
import type { Settings } from "./settings";
import { dayOf, waiverFor } from "./waivers";

type Config = Record<string, unknown>;

/**
 * Runs a rule on single resources, and turns its findings and its errors into violations. An error that escaped would
 * abort the whole preview; an unknown value that escaped would make the SDK report an advisory instead of a violation.
 */
export function guard(
  rule: Rule,
  settings: Settings,
  now: () => Date,
): Pick<ResourceValidationPolicy, "validateResource"> {
  const validateResource: ResourceValidationPolicy["validateResource"] = (args, report) => {
    if (rule.types !== "all") {
      const type = canonicalType(args.type);
      if (type === undefined || !rule.types.includes(type)) {
        args.notApplicable(`${rule.name} does not check ${args.type}`);
      }
    }
    run(rule, [args], settings, args.getConfig(), now, new Redactor([args]), reporter(rule, report));
  };
  const [only, ...others] = rule.types === "all" ? [] : rule.types;
  // With the type on the function, as in the SDK's own typed validations, the SDK skips other resources early.
  return only === undefined || others.length > 0 || hasAliases(only)
    ? { validateResource }
    : { validateResource: Object.assign(validateResource, { __pulumiType: only }) };
}

/** Runs the rules that share a policy on the whole stack; an error in one does not affect the others. */
export function guardStack(
  rules: readonly Rule[],
  settings: Settings,
  now: () => Date,
): Pick<StackValidationPolicy, "validateStack"> {
  return {
    validateStack: (args, report) => {
      const { resources } = args;
      const config = args.getConfig<Config>();
      const redactor = new Redactor(resources);
      const model = buildModel(resources, settings.declarations);
      for (const rule of rules) {
        run(rule, model, settings, config, now, redactor, reporter(rule, report, rule.enforcementLevel));
      }
    },
  };
}

type Report = (urn: string, text: string, level?: Level) => void;

function run(
  rule: Rule,
  subject: readonly RawResource[] | ReturnType<typeof buildModel>,
  settings: Settings,
  config: Config,
  now: () => Date,
  redactor: Redactor,
  report: Report,
): void {
  const { findings, options } = runRule(rule, subject, settings, config);
  const level = options?.levels[rule.name];
  if (level === "disabled") {
    return;
  }
  const unknown = options?.onUnknown[rule.name] ?? rule.onUnknown;
  const deferred = unknown === "defer" ? findings.filter((finding) => finding.unknown === true) : [];
  for (const finding of findings.filter((each) => !deferred.includes(each))) {
    const { urn } = finding;
    const text = redactor.redact(textOf(finding));
    const waiver = options === undefined ? undefined : waiverFor(rule.name, urn, options, dayOf(now()));
    if (waiver !== undefined) {
      report(urn, `Waived until ${waiver.expires}: ${waiver.reason}\n${text}`, "advisory");
    } else {
      const isAdvice = finding.level === "advisory" || (finding.unknown === true && unknown === "warn");
      report(urn, text, isAdvice ? "advisory" : level);
    }
  }
  for (const urn of new Set(deferred.map((finding) => finding.urn))) {
    const paths = new Set(deferred.filter((finding) => finding.urn === urn).map(({ path }) => path));
    const text = `${[...paths].join(", ")}: not known in preview, so it is checked by the update.`;
    report(urn, redactor.redact(text), "advisory");
  }
}

function runRule(
  rule: Rule,
  subject: readonly RawResource[] | ReturnType<typeof buildModel>,
  settings: Settings,
  config: Config,
): { findings: Finding[]; options?: Options } {
  let options: Options | undefined;
  try {
    options = settings.optionsFor(config);
    const model = "resources" in subject ? subject : buildModel(subject, settings.declarations);
    return { findings: rule.check(model, options), options };
  } catch (error) {
    const [first] = "resources" in subject ? subject.resources : subject;
    const findings = [{ urn: first?.urn ?? "", ...failure(error) }];
    return options === undefined ? { findings } : { findings, options };
  }
}

function textOf({ path, why, fix }: Finding): string {
  return `${path === "" ? "" : `${path}: `}${why}.\nFix: ${fix}.`;
}

/** Describes an error. Its own text may quote a value, so only its name is reported. */
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
    why: `the rule failed (${error instanceof Error ? error.name : typeof error}${where}), so nothing was checked`,
    fix: "Report this line to the maintainers of the pack",
  };
}

/**
 * Reports violations under the rule's own name. The SDK accepts a name and a level with a violation, although its types do
 * not say so; if neither differs from the policy's, the documented form is used.
 *
 * @param own the rule's enforcement level, if several rules share the policy
 */
function reporter(rule: Rule, report: ReportViolation, own?: Rule["enforcementLevel"]): Report {
  const { name, description, severity } = rule;
  return (urn, text, level) => {
    const enforcementLevel = level ?? (own === "mandatory" ? undefined : own);
    if (own === undefined && enforcementLevel === undefined) {
      report(text, urn);
      return;
    }
    const violation = { name, description, severity, urn, message: `${description}\n${text}` };
    (report as unknown as (violation: object) => void)(
      enforcementLevel === undefined ? violation : { ...violation, enforcementLevel },
    );
  };
}
