import { Reader } from "../../resources/reader";
import { resourceTypes as t } from "../../resources/resourceTypes";
import { urnsOf } from "../../stack/links";
import type { StackModel } from "../../stack/stack";
import { is } from "../../values/field";
import { perModel } from "../perModel";

const apiTypes = [t.httpApi, t.restApi] as const;
const mappingTypes = [t.apiMapping, t.httpApiMapping] as const;
const disabled = perModel<ReadonlySet<string>>();

/**
 * Returns the APIs that nobody can call, and their integrations: their default endpoint is disabled, and the stack maps no
 * domain name to them.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-disable-default-endpoint.html
 */
export function disabledApis(model: StackModel): ReadonlySet<string> {
  return disabled(model, null, () => {
    const { links, resources, forwarders } = model;
    const off = resources
      .filter(({ urn }) => links.isOf(urn, apiTypes))
      .filter(({ props }) => {
        const args = Reader.over<{ disableExecuteApiEndpoint?: boolean }>(props);
        return is(args.at("disableExecuteApiEndpoint").boolean(), true);
      })
      .map(({ urn }) => urn);
    if (off.length === 0) {
      return new Set();
    }
    const mapped = forwarders
      .filter(({ urn }) => links.isOf(urn, mappingTypes))
      .flatMap(({ urn, to }) => to.map((field) => links.to(urn, field, ...apiTypes)));
    const isMapped = (urn: string): boolean =>
      mapped.some((link) => link.state === "unknown" || urnsOf(link).includes(urn));
    const found = new Set(off.filter((urn) => !isMapped(urn)));
    for (const { urn, from } of forwarders) {
      const apis = from === undefined ? [] : urnsOf(links.to(urn, from, ...apiTypes));
      if (apis.length > 0 && apis.every((each) => found.has(each))) {
        found.add(urn);
      }
    }
    return found;
  });
}
