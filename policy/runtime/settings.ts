import type { ResourceValidationPolicy } from "@pulumi/policy";
import { definitions, OptionError, type Options, resolveOptions } from "../options/options";
import { Declarations } from "../resources/cloudfront/declarations";
import { UnknownArguments } from "../stack/unknownArguments";
import { failure, textOf } from "./failure";

/** The policy whose configuration sets the options of all rules. */
const settingsName = "pack-settings";

/**
 * The options of the pack: those passed to `makePack`, overridden by the configuration of all rules or of one.
 *
 * A policy can read its own configuration only. So the policy `pack-settings` comes first in the pack, reads its
 * configuration at every resource, and shares it with the others. It also records what components declare.
 */
export class Settings {
  /** What the components analyzed so far declare. */
  readonly declarations = new Declarations();
  /** The unknown arguments of the resources analyzed so far. */
  readonly unknownArguments = new UnknownArguments();
  private readonly layers: readonly unknown[];
  private readonly rules: readonly string[];
  private readonly resolved = new Map<string, Options>();
  private text = "{}";
  private shared: unknown;

  /**
   * @param passed options passed to `makePack`
   * @param rules the names of all rules, which options can refer to
   * @throws OptionError if the options are invalid
   */
  constructor(passed: unknown, rules: readonly string[] = []) {
    this.layers = [passed];
    this.rules = rules;
    resolveOptions(this.layers, rules);
  }

  /**
   * Sets the configuration of all rules, if it has changed.
   *
   * @throws OptionError if it is invalid, once for each change; the previous one then stays in force
   */
  share(config: Record<string, unknown>): void {
    const text = JSON.stringify(config);
    if (text === this.text) {
      return;
    }
    this.text = text;
    const options = optionsIn(config);
    resolveOptions([...this.layers, options], this.rules);
    this.shared = options;
    this.resolved.clear();
  }

  /**
   * Returns the options of one rule.
   *
   * @param config the configuration of this rule alone
   * @throws OptionError if it is invalid
   */
  optionsFor(config: Record<string, unknown>): Options {
    const text = JSON.stringify(config);
    let options = this.resolved.get(text);
    if (options === undefined) {
      options = resolveOptions([...this.layers, this.shared, optionsIn(config)], this.rules);
      this.resolved.set(text, options);
    }
    return options;
  }
}

/** Creates the policy that reads the options of all rules. */
export function settingsPolicy(settings: Settings): ResourceValidationPolicy {
  return {
    name: settingsName,
    displayName: "Pack settings",
    description: "The configuration of the pack is valid.",
    enforcementLevel: "mandatory",
    severity: "critical",
    tags: ["configuration"],
    remediationSteps: "Correct the options of pack-settings; the message lists the valid names.",
    configSchema: {
      properties: {
        // The schema allows other names; the pack rejects them itself, with a message that lists the valid ones.
        options: { type: "object", properties: schemasOf(Object.keys(definitions)) },
      },
    },
    validateResource: (args, report) => {
      try {
        settings.declarations.record(args);
        settings.unknownArguments.record(args);
      } catch (error) {
        report(textOf(failure(error, "the reading of this resource")), args.urn);
      }
      try {
        settings.share(args.getConfig());
      } catch (error) {
        const text =
          error instanceof OptionError
            ? `${error.message}.\nFix: Correct the configuration.`
            : textOf(failure(error, "the reading of the configuration"));
        report(text, args.urn);
      }
    },
  };
}

/** Returns the JSON schemas of options, by name. */
export function schemasOf(names: readonly string[]) {
  return Object.fromEntries(
    names.map((name) => [name, definitions[name as keyof typeof definitions].schema]),
  );
}

function optionsIn(config: Record<string, unknown>): unknown {
  const misplaced = Object.keys(config).filter((key) => key !== "options");
  if (misplaced.length > 0) {
    throw new OptionError(`${misplaced.join(", ")} must be inside "options"`);
  }
  return config.options;
}
