export { protectedOrigins } from "../../reachability/protection";
