export { parseStudyDesign } from "./parse-study-design.ts";
