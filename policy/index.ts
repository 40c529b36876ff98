/** The pack that `pulumi preview --policy-pack` starts: every rule, with the members' paths as the secure ones. */
import { membersPaths } from "./options";
import { makePack } from "./pack";

makePack({ securePaths: membersPaths });
