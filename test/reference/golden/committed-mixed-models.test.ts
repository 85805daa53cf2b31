import { readGoldenFolder } from "../../conformance/stats/golden-folder.ts";
import { testGroups } from "./golden-results.ts";

const isMixed = /\/(mmrm|mmrm-gls|lmm)\//;

testGroups(
  "figures of R on repeated measures",
  readGoldenFolder(import.meta.dirname).filter(({ place }) => isMixed.test(place)),
);
