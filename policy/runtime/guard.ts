import type { ReportViolation, ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import type { Level, Options } from "../options/options";
import { canonicalType, hasAliases } from "../resources/resourceTypes";
import type { Finding, Rule, StackPolicyName } from "../rules/rule";
import { buildModel, type StackModel } from "../stack/stack";
import { configurationOf } from "./configuration";
import { failure, textOf } from "./failure";
import { judge, runsAs } from "./judgment";
import { Redactor } from "./redaction";
import type { Settings } from "./settings";
import { stackOf } from "./sharedStack";
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
        withoutStackTrace(() => args.notApplicable(`${rule.name} does not check ${args.type}`));
      }
    }
    const subject: Subject = {
      model: () => buildModel([args], settings.declarations, settings.unknownArguments),
      first: args.urn,
      policy: undefined,
      redactor: new Redactor([args]),
    };
    run(rule, subject, settings, args.getConfig(), now, reporter(rule, report));
  };
  return {
    validateResource: Object.defineProperty(validateResource, "__pulumiType", {
      get: () => typeOf(rule, settings),
    }),
  };
}

/**
 * Returns the one type that the SDK passes to a rule, as in its own typed validations: it skips others without converting
 * their properties. A rule that runs on the whole stack is passed none.
 */
function typeOf(rule: Rule, settings: Settings): string | undefined {
  if (rule.stackPolicy !== undefined && runsOnStack(rule, settings)) {
    return "pulumi:pulumi:Stack";
  }
  const [only, ...others] = rule.types === "all" ? [] : rule.types;
  return only === undefined || others.length > 0 || hasAliases(only) ? undefined : only;
}

/** Returns whether a rule on single resources runs on the whole stack; false if its configuration is invalid. */
function runsOnStack(rule: Rule, settings: Settings): boolean {
  try {
    const options = settings.optionsFor(configurationOf(rule.name)?.properties ?? {});
    return !runsAs(rule, options, undefined);
  } catch {
    return false;
  }
}

/** Calls a function that throws to end a validation: V8 spends most of such an error's time on its stack trace. */
function withoutStackTrace(call: () => void): void {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    call();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/**
 * Runs the rules that share a policy on the whole stack; an error in one does not affect the others.
 *
 * @param policy the policy's name
 * @param rules its own rules, and those on single resources that run as part of it unless the option `protect` is `all`
 */
export function guardStack(
  policy: StackPolicyName,
  rules: readonly Rule[],
  settings: Settings,
  now: () => Date,
): Pick<StackValidationPolicy, "validateStack"> {
  return {
    validateStack: (args, report) => {
      const { resources } = args;
      const config = args.getConfig<Config>();
      const { model, redactor } = stackOf(resources, settings);
      const subject: Subject = { model, first: resources[0]?.urn ?? "", policy, redactor };
      for (const rule of rules) {
        if (rule.scope === policy) {
          run(rule, subject, settings, config, now, reporter(rule, report, rule.enforcementLevel));
          continue;
        }
        // The engine configures it under its own name.
        const own = configurationOf(rule.name);
        const level = own?.level ?? rule.enforcementLevel;
        const named = reporter(rule, report, level === "remediate" ? "mandatory" : level, true);
        run(
          rule,
          subject,
          settings,
          own?.properties ?? {},
          now,
          named,
          level === "disabled" ? level : undefined,
        );
      }
    },
  };
}

type Report = (urn: string, text: string, level?: Level) => void;

/** What a rule runs on. */
interface Subject {
  model(): StackModel;
  /** The URN of the first resource, for a finding that is about none. */
  readonly first: string;
  /** The policy on the whole stack; undefined for a single resource. */
  readonly policy: StackPolicyName | undefined;
  readonly redactor: Redactor;
}

function run(
  rule: Rule,
  subject: Subject,
  settings: Settings,
  config: Config,
  now: () => Date,
  report: Report,
  configured?: Level,
): void {
  const { findings, options, hasFailed } = runRule(rule, subject, settings, config);
  const level = options?.levels[rule.name] ?? configured;
  if (level === "disabled") {
    return;
  }
  const unknown = options?.onUnknown[rule.name] ?? rule.onUnknown;
  const deferred = unknown === "defer" ? findings.filter((finding) => finding.unknown === true) : [];
  for (const finding of findings.filter((each) => !deferred.includes(each))) {
    const { urn } = finding;
    // A failure quotes no value, and what it failed on may fail the redaction as well.
    const text = hasFailed === true ? textOf(finding) : redacted(subject.redactor, textOf(finding));
    const waiver = options === undefined ? undefined : waiverFor(rule.name, finding, options, dayOf(now()));
    if (waiver !== undefined) {
      const { expires, owner, reason } = waiver;
      const whose = owner === undefined ? "" : ` (${owner})`;
      report(urn, `Waived until ${expires}${whose}: ${reason}\n${text}`, "advisory");
    } else {
      const isAdvice = finding.level === "advisory" || (finding.unknown === true && unknown === "warn");
      report(urn, text, isAdvice ? "advisory" : (level ?? finding.level));
    }
  }
  for (const urn of new Set(deferred.map((finding) => finding.urn))) {
    const paths = new Set(deferred.filter((finding) => finding.urn === urn).map(({ path }) => path));
    const text = `${[...paths].join(", ")}: not known in preview, so it is checked by the update.`;
    report(urn, redacted(subject.redactor, text), "advisory");
  }
}

function runRule(
  rule: Rule,
  subject: Subject,
  settings: Settings,
  config: Config,
): { findings: Finding[]; options?: Options; hasFailed?: true } {
  let options: Options | undefined;
  try {
    options = settings.optionsFor(config);
    const { policy } = subject;
    const findings = runsAs(rule, options, policy) ? judge(rule, subject.model(), options, policy) : [];
    return { findings, options };
  } catch (error) {
    // A rule that failed has checked nothing, so the stack is rejected even if the rule is advisory.
    const findings: Finding[] = [{ urn: subject.first, level: "mandatory", ...failure(error, "the rule") }];
    return { findings, hasFailed: true, ...(options && { options }) };
  }
}

/** Returns a message without secrets. A message that cannot be redacted is not shown. */
function redacted(redactor: Redactor, text: string): string {
  try {
    return redactor.redact(text);
  } catch (error) {
    return textOf(failure(error, "the redaction of this finding"));
  }
}

/**
 * Reports violations under the rule's own name. The SDK accepts a name and a level with a violation, although its types do
 * not say so; if neither differs from the policy's, the documented form is used.
 *
 * @param own the rule's enforcement level, if several rules share the policy
 * @param isExplicit whether the level of the policy does not apply to the rule
 */
function reporter(
  rule: Rule,
  report: ReportViolation,
  own?: Rule["enforcementLevel"],
  isExplicit = false,
): Report {
  const { name, description, severity } = rule;
  return (urn, text, level) => {
    const enforcementLevel = level ?? (own === "mandatory" && !isExplicit ? undefined : own);
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
