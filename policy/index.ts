/** The pack that `pulumi preview --policy-pack` starts, with every rule and the default options. */
import { makePack } from "./pack";

makePack();
