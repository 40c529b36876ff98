/** What a first preview leaves open: which origin of a distribution sends which secret header value. */
import type { Distribution } from "../world/edge";
import type { World } from "../world/world";

/**
 * Lists the stacks that a first preview cannot tell from a given one, without itself. The values are unknown then; the engine
 * knows what the whole list of origins depends on, so each value is sent by one origin or more, and by which, is open.
 *
 * @see https://www.pulumi.com/docs/iac/concepts/inputs-outputs/
 */
export function alikeInPreview(world: World): World[] {
  if (world.moment !== "preview") {
    return [];
  }
  const all = world.distributions.reduce<Distribution[][]>(
    (before, distribution) =>
      before.flatMap((chosen) => withOtherHeaders(distribution).map((each) => [...chosen, each])),
    [[]],
  );
  const own = JSON.stringify(world.distributions);
  return all
    .filter((distributions) => JSON.stringify(distributions) !== own)
    .map((distributions) => ({ ...world, distributions }));
}

function withOtherHeaders(distribution: Distribution): Distribution[] {
  const { origins } = distribution;
  const sent = [...new Set(origins.flatMap(({ header }) => header ?? []))];
  const choices = origins.reduce<(string | undefined)[][]>(
    (before, { header }) =>
      before.flatMap((chosen) =>
        (header === undefined ? [undefined] : sent).map((each) => [...chosen, each]),
      ),
    [[]],
  );
  return choices
    .filter((headers) => sent.every((each) => headers.includes(each)))
    .map((headers) => ({
      ...distribution,
      origins: origins.map((origin, at) => {
        const header = headers[at];
        return header === undefined ? origin : { ...origin, header };
      }),
    }));
}
