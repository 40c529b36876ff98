import type { ResourceValidationPolicy } from "@pulumi/policy";
import { Declarations } from "../resources/cloudfront/declarations";
import { definitions, OptionError, type Options, resolveOptions } from "./options";

/** The name under which a configuration sets options for all rules at once. */
const settingsName = "pack-settings";

/**
 * The options of the pack: what it was made with, and what a configuration says on top, for all rules or for one.
 *
 * The SDK shows each policy its own configuration only. So the policy of the settings comes first in the pack, reads
 * its own at every resource, and leaves it here for the others. It is also the one that sees every resource, so it
 * records what components declare.
 */
export class Settings {
  /** What the components that have been analyzed so far declare. */
  readonly declarations = new Declarations();
  private readonly layers: readonly unknown[];
  private readonly rules: readonly string[];
  private readonly resolved = new Map<string, Options>();
  private text = "{}";
  private shared: unknown;

  /**
   * @param made options that the pack was made with
   * @param rules names of all rules, which options can refer to
   * @throws OptionError if the options cannot be used
   */
  constructor(made: unknown, rules: readonly string[] = []) {
    this.layers = [made];
    this.rules = rules;
    resolveOptions(this.layers, rules);
  }

  /**
   * Takes over what the configuration says for all rules; does nothing if it has not changed.
   *
   * @throws OptionError, once for each change, if it cannot be used; until then what was there before holds
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
   * The options for one rule.
   *
   * @param config what the configuration says for this rule alone
   * @throws OptionError if it cannot be used
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

/** The policy that reads the options for all rules. */
export function settingsPolicy(settings: Settings): ResourceValidationPolicy {
  return {
    name: settingsName,
    displayName: "Settings of the pack",
    description: "The configuration of this pack can be used.",
    enforcementLevel: "mandatory",
    severity: "critical",
    tags: ["configuration"],
    remediationSteps: "Correct the options of pack-settings; the message lists the right names.",
    configSchema: {
      properties: {
        // Other names are let through here: the pack itself refuses them, and says which there are.
        options: { type: "object", properties: schemasOf(Object.keys(definitions)) },
      },
    },
    validateResource: (args, report) => {
      settings.declarations.record(args);
      try {
        settings.share(args.getConfig());
      } catch (error) {
        if (!(error instanceof OptionError)) {
          throw error;
        }
        report(`${error.message}.\nFix: Correct the configuration.`, args.urn);
      }
    },
  };
}

/** The JSON schemas of options, by name. */
export function schemasOf(names: readonly string[]) {
  return Object.fromEntries(
    names.map((name) => [name, definitions[name as keyof typeof definitions].schema]),
  );
}

function optionsIn(config: Record<string, unknown>): unknown {
  const misplaced = Object.keys(config).filter((key) => key !== "options");
  if (misplaced.length > 0) {
    throw new OptionError(`${misplaced.join(", ")} must stand inside "options"`);
  }
  return config.options;
}
