import { resourceTypes as t } from "../../resources/resourceTypes";
import { urnsOf } from "../../stack/links";
import type { StackModel } from "../../stack/stack";
import { is } from "../../values/field";
import { perModel } from "../perModel";

const unused = perModel<ReadonlySet<string>>();

/**
 * Returns the permissions for function URLs without IAM whose functions have URLs with IAM in this stack, and no others: such
 * a permission admits nobody.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
 */
export function unusedPermissions(model: StackModel): ReadonlySet<string> {
  return unused(model, null, () => {
    const { links, functionUrls, functionPermissions } = model;
    const urls = functionUrls.flatMap(({ urn, function: field, authorization }) =>
      urnsOf(links.to(urn, field, t.function)).map((of) => ({ of, hasIam: is(authorization, "AWS_IAM") })),
    );
    return new Set(
      functionPermissions
        .filter(({ urn, function: field, urlAuthorization }) => {
          const functions = urnsOf(links.to(urn, field, t.function));
          const own = urls.filter(({ of }) => functions.includes(of));
          return is(urlAuthorization, "NONE") && own.length > 0 && own.every(({ hasIam }) => hasIam);
        })
        .map(({ urn }) => urn),
    );
  });
}
