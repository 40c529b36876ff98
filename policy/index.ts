/** The pack that `pulumi preview --policy-pack` starts: every rule, without options of its own. */
import { makePack } from "./pack";

makePack();
