/** Custom error responses. */
import { errorPageFor, statusWithPage } from "../../../signer/verify";
import type { HopResponse } from "../hop";
import type { StackView } from "../stackView/model";
import type { Draft } from "./finish";
import { fetchObject } from "./objects";
import type { EdgeContext, EdgeRequest } from "./request";

/** The response, and the path of its error page if it is one. */
interface Shown {
  readonly draft: Draft;
  readonly page: string | undefined;
}

/**
 * Replaces an error by the distribution's custom error page, if there is one. The page is fetched through the behavior
 * that matches its path, so a bucket can serve it when the application cannot.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/GeneratingCustomErrorResponses.html
 */
export async function withErrorPage(
  request: EdgeRequest,
  view: StackView,
  draft: Draft,
  context: EdgeContext,
): Promise<Shown> {
  const { distribution } = view;
  const page = errorPageFor(draft.response.status, distribution.access);
  const behavior = distribution.behaviors.find(({ pathPattern }) => pathPattern === page?.behavior);
  // AWS does not document an error page that needs a signature: the error itself is returned.
  if (page?.pagePath === undefined || behavior === undefined || page.doubt !== undefined) {
    return { draft, page: undefined };
  }
  const asked: EdgeRequest = {
    ...request,
    method: "GET",
    target: page.pagePath,
    headers: [],
    body: undefined,
  };
  const { response } = await fetchObject(asked, { view, behavior }, context);
  discard(draft.response);
  const status = statusWithPage(page, response.status);
  return {
    draft: { response: { ...response, status }, result: "Error", policyOf: behavior },
    page: page.pagePath,
  };
}

/** Drains a response that is not used, so that its connection can be reused. */
function discard({ body }: HopResponse): void {
  if (!Buffer.isBuffer(body)) {
    body.on("error", () => undefined).resume();
  }
}
