// The team's own pack: the rules of SecureOrigin, told which paths of the shop are secure.
const { makePack } = require("secure-origin/policy");

makePack({ securePaths: ["/invoices/*"] });
