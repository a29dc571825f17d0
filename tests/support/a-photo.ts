export { ONE_DOT as aPhoto } from "../../src/cli/day/one-dot.ts";
