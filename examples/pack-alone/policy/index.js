// Your own pack: the rules of SecureOrigin, with the secure paths of the shop.
const { makePack } = require("secure-origin/policy");

makePack({ securePaths: ["/invoices/*"] });
