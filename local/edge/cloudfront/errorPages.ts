/** Custom error responses: a page of the site's own in place of an error. */
import { errorPageFor, statusWithPage } from "../../../signer/verify";
import type { HopResponse } from "../hop";
import type { StackView } from "../stackView/model";
import type { Draft } from "./finish";
import { fetchObject } from "./objects";
import type { EdgeContext, EdgeRequest } from "./request";

/** What is shown, and the path of the page if it is one. */
interface Shown {
  readonly draft: Draft;
  readonly page: string | undefined;
}

/**
 * Puts the custom error page in place of an error, if the distribution has one for it. The page is fetched through
 * the behavior that its path meets, so from a bucket that answers when the application does not.
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
  // Of a page behind a signature AWS says nothing: the error itself is shown then.
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

/** Lets an answer that nobody will read run out, so that its connection can be used again. */
function discard({ body }: HopResponse): void {
  if (!Buffer.isBuffer(body)) {
    body.on("error", () => undefined).resume();
  }
}
