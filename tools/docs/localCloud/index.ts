export { describeCloud } from "./describe";
