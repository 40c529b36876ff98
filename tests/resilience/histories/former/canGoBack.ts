/** Decides whether the former release can deploy the settings. */
import { mainName, type Settings } from "../settings";

/** Whether the program of the former release deploys the settings without a viewer's notice. */
export function canGoBack(settings: Settings): boolean {
  const { application, headerName } = settings;
  // It replaces the listener rules of another name of the header, and the prefix of the sign-in page with the main name.
  return application === undefined && headerName === undefined && mainName(settings) === mainName({});
}
