export { examples } from "./all";
export { later } from "./resource";
