/** Completes each response and its record. */
import type { Verdict } from "../../../signer/verify";
import { valueOf, valuesOf } from "../headers";
import type { HopNote, HopResponse } from "../hop";
import type { Decided, ResultType, VerdictRecord } from "../log/record";
import type { BehaviorView } from "../stackView/model";
import type { EdgeContext, EdgeRequest } from "./request";
import { withPolicy } from "./responseHeaders";
import { cookiesOf, nameOf, splitTarget } from "./selection";

/** A response, and the decisions behind it. */
export interface EdgeAnswer {
  readonly response: HopResponse;
  readonly decided: Decided;
}

/** A response before it is completed, with the behavior whose response headers policy applies. */
export interface Draft {
  readonly response: HopResponse;
  readonly result: ResultType;
  readonly policyOf: BehaviorView | undefined;
}

/** The behavior that a request matched, and where it ended. */
interface Known {
  readonly behavior: BehaviorView;
  readonly ended: HopNote;
  readonly page: string | undefined;
}

/** Adds the headers that CloudFront adds to every response, and records the decisions. */
export function finish(
  request: EdgeRequest,
  context: EdgeContext,
  { response, result, policyOf }: Draft,
  verdict?: Verdict,
  known?: Known,
): EdgeAnswer {
  const headers = withPolicy(response.headers, policyOf?.responseHeaders, request.headers);
  const isLocal = context.localNames.includes(request.host.toLowerCase().replace(/:\d*$/, ""));
  const via = [...valuesOf(headers, "via"), "1.1 local.cloudfront.net (CloudFront)"].join(", ");
  const replaced = isLocal ? replacedLocally : replacedAnywhere;
  return {
    response: {
      ...response,
      headers: [
        ...headers.filter(([name]) => !replaced.has(name.toLowerCase())),
        ...(valueOf(headers, "server") === undefined ? [["Server", "CloudFront"] as const] : []),
        ["X-Cache", `${result} from cloudfront`],
        ["Via", via],
        ["X-Amz-Cf-Pop", "LOCAL1-P1"],
        ["X-Amz-Cf-Id", request.id],
      ],
    },
    decided: {
      status: response.status,
      result,
      verdict: verdict && recordOf(verdict),
      behavior: known && {
        index: known.behavior.index,
        pathPattern: known.behavior.pathPattern,
        signed: known.behavior.trustedKeyIds.length > 0,
      },
      keyId: keyIdOf(request),
      ended: known?.ended ?? response.note,
      errorPage: known?.page,
    },
  };
}

/** Headers that CloudFront sets on every response. */
const replacedAnywhere: ReadonlySet<string> = new Set(["via", "x-cache", "x-amz-cf-id", "x-amz-cf-pop"]);

/** A browser that receives HSTS from `localhost` refuses plain http to every local server. */
const replacedLocally: ReadonlySet<string> = new Set([...replacedAnywhere, "strict-transport-security"]);

function recordOf({ outcome, code, rule, detail, source }: Verdict): VerdictRecord {
  return { outcome, code, rule, detail, says: source.description, source: source.url };
}

/** Returns the Key-Pair-Id of the URL, else of the cookies, for display. */
function keyIdOf({ target, headers }: EdgeRequest): string | undefined {
  const { query = "" } = splitTarget(target);
  const named = query.split("&").find((pair) => nameOf(pair) === "Key-Pair-Id");
  const cookie = cookiesOf(valuesOf(headers, "cookie")).find(
    (one) => nameOf(one) === "CloudFront-Key-Pair-Id",
  );
  const value = named ?? cookie;
  return value?.slice(value.indexOf("=") + 1).slice(0, 64);
}
