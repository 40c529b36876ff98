/** Replays what the pack's findings name: requests, as they stand in its messages. */
import type { World } from "../world/world";
import { normalized, spellings } from "./paths";
import { rulePatterns, servedAt, servedUnsigned } from "./requests";

/** A finding, with the URN that it is about. */
export interface NamedRequests {
  readonly urn: string;
  readonly message: string;
}

/** The forms in which messages name requests. */
const forms = {
  meeting: /, for example (another spelling of )?(\/\S*) without a signature and (\/\S*) with one/,
  secure: /^\S+: (\/\S*) is served without a signature by /m,
  object: /the object (\S+), which needs a signature in .*, is served without one by .* as (\/\S*)\./,
};

/** Tells whether a message names a request. */
export function namesRequests({ message }: NamedRequests): boolean {
  return Object.values(forms).some((form) => form.test(message));
}

/**
 * Tells whether the requests that a finding names do what it says; true if it names none. The one without a signature is of the
 * distribution that the finding is about, or of any if it is about something behind them.
 */
export function replaysFinding(world: World, { urn, message }: NamedRequests): boolean {
  const own = world.distributions.filter(({ name }) => urn.endsWith(`::${name}`));
  const asked = own.length > 0 ? own : world.distributions;
  const contents = (from: typeof asked, path: string, signed: boolean): string[] =>
    from.flatMap((each) => servedAt(world, each, path, signed).map(({ content }) => content));

  const [, respelt, open, signed] = forms.meeting.exec(message) ?? [];
  if (open !== undefined && signed !== undefined) {
    const theirs = contents(world.distributions, signed, true);
    const paths = respelt === undefined ? [open] : spellings(open, rulePatterns(world));
    return paths
      .filter((path) => normalized(path) === open || path === open)
      .some((path) => contents(asked, path, false).some((content) => theirs.includes(content)));
  }
  const [, secure] = forms.secure.exec(message) ?? [];
  if (secure !== undefined) {
    return asked.some((each) => servedUnsigned(each, secure));
  }
  const [, key, path] = forms.object.exec(message) ?? [];
  return (
    key === undefined ||
    path === undefined ||
    contents(asked, path, false).some((content) => content.endsWith(`/${key}`))
  );
}
