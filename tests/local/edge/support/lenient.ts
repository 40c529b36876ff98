/** An edge's judge that reads every point which AWS's pages leave open as a viewer would like it read. */

import type { Judge } from "../../../../local/edge/cloudfront/request";
import { createVerifier } from "../../../../local/edge/cloudfront/verifier";
import type { Distribution, ViewerRequest } from "../../../../signer/verify";
import { matchBehaviors } from "../../../../signer/verify/distribution/behaviors";

const verifier = createVerifier();

const names = ["Expires", "Policy", "Signature", "Key-Pair-Id", "Hash-Algorithm"];
const isOurs = (name: string): boolean => names.includes(name);
const isOurCookie = (name: string): boolean =>
  name.startsWith("CloudFront-") && isOurs(name.slice("CloudFront-".length));

type Pair = readonly [name: string, value: string];

/** A request whose credentials are lists, so that a reading can rewrite them. */
interface Form {
  readonly request: ViewerRequest;
  readonly query: readonly Pair[];
  readonly cookies: readonly Pair[];
}

const pairs = (text: string, separator: string): Pair[] =>
  text
    .split(separator)
    .filter((one) => one.trim() !== "")
    .map((one) => {
      const [name = "", ...value] = one.trim().split("=");
      return [name, value.join("=")];
    });

function take(request: ViewerRequest): Form {
  const cookie = [request.cookie ?? []].flat().join("; ");
  const mark = request.target.indexOf("?");
  return {
    request,
    query: mark === -1 ? [] : pairs(request.target.slice(mark + 1), "&"),
    cookies: pairs(cookie, ";"),
  };
}

function give({ request, query, cookies }: Form): ViewerRequest {
  const path = request.target.split("?", 1)[0] ?? "";
  const written = query.map(([name, value]) => `${name}=${value}`).join("&");
  return {
    ...request,
    target: written === "" ? path : `${path}?${written}`,
    cookie: cookies.map(([name, value]) => `${name}=${value}`).join("; "),
  };
}

/** Of several pairs of one of CloudFront's names, the first or the last. */
function one(all: readonly Pair[], ours: (name: string) => boolean, which: "first" | "last"): Pair[] {
  const at = (name: string): number => {
    const found = all.map((pair) => pair[0]);
    return which === "first" ? found.indexOf(name) : found.lastIndexOf(name);
  };
  return all.filter(([name], index) => !ours(name) || at(name) === index);
}

const plain = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** Each open point of credentials, as the ways to read it. */
const points: readonly (readonly ((form: Form) => Form)[])[] = [
  // Percent-encoded parameter names count, or are none of CloudFront's.
  [
    (form) => ({ ...form, query: form.query.map(([name, value]) => [plain(name), value]) }),
    (form) => ({ ...form, query: form.query.filter(([name]) => isOurs(name) || !isOurs(plain(name))) }),
  ],
  // The first or the last of two counts.
  (["first", "last"] as const).map((which) => (form) => ({ ...form, query: one(form.query, isOurs, which) })),
  (["first", "last"] as const).map((which) => (form) => ({
    ...form,
    cookies: one(form.cookies, isOurCookie, which),
  })),
  // Values of cookies are decoded.
  [
    (form) => ({
      ...form,
      cookies: form.cookies.map(([name, value]) => [name, isOurCookie(name) ? plain(value) : value]),
    }),
  ],
  // Policy or Expires governs.
  ["CloudFront-Expires", "CloudFront-Policy"].map((idle) => (form) => ({
    ...form,
    cookies: form.cookies.filter(([name], _at, all) => name !== idle || !both(all)),
  })),
  // The name of the hash is compared without case.
  [
    (form) => ({
      ...form,
      query: form.query.map(([name, value]) => [
        name,
        name === "Hash-Algorithm" ? value.toUpperCase() : value,
      ]),
      cookies: form.cookies.map(([name, value]) => [
        name,
        name === "CloudFront-Hash-Algorithm" ? value.toUpperCase() : value,
      ]),
    }),
  ],
  // The host is compared without case and port.
  [
    (form) => ({
      ...form,
      request: { ...form.request, host: form.request.host.toLowerCase().replace(/:\d+$/, "") },
    }),
  ],
];

const both = (all: readonly Pair[]): boolean =>
  ["CloudFront-Expires", "CloudFront-Policy"].every((name) => all.some(([found]) => found === name));

/** The request under every reading of its credentials. */
function readings(request: ViewerRequest): ViewerRequest[] {
  let forms = [take(request)];
  for (const ways of points) {
    forms = forms.flatMap((form) => ways.map((way) => way(form)));
  }
  return forms.map(give);
}

/** The distribution with one behavior, which a path meets for sure. */
const alone = (access: Distribution, behavior: Distribution["behaviors"][number]): Distribution => ({
  ...access,
  behaviors: [{ ...behavior, pathPattern: "*" }],
});

/**
 * Lets a request through if any reading of what AWS's pages leave open does.
 *
 * @param first - which behaviors a path of two readings meets first, the signed ones or the public one
 */
export function lenient(first: "signed" | "public"): Judge {
  return (request, access, now, address) => {
    const strict = verifier(request, access, now, address);
    if (strict.outcome !== "unknown") {
      return strict;
    }
    const path = request.target.split("?", 1)[0] ?? "";
    const met = matchBehaviors(path, access).map(({ behavior }) => behavior);
    const isFirst = ({ trustedKeys }: (typeof met)[number]): boolean =>
      trustedKeys.size > 0 === (first === "signed");
    const inOrder = [...met.filter(isFirst), ...met.filter((behavior) => !isFirst(behavior))];
    const answers = inOrder.flatMap((behavior) =>
      readings(request).map((reading) => verifier(reading, alone(access, behavior), now, address)),
    );
    return answers.find(({ outcome }) => outcome === "allow") ?? strict;
  };
}
