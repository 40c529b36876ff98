/** A members site as components are told it, shared by their tests. */
import { AccessForm, type AppArgs } from "../../../components";

/** A file that is there; what it holds is nothing to the components. */
export const BUNDLE = "package.json";

/** Two rules, one of each form of access. */
export const APP: AppArgs = {
  bundle: BUNDLE,
  entitlements: [
    { name: "studio", title: "Studio", anyOf: ["members"], prefix: "/premium/", access: AccessForm.Cookies },
    { name: "files", title: "Files", anyOf: ["premium"], prefix: "/premium-files/", access: AccessForm.Url },
  ],
};
