import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Stories that take a minute or so, the longest first: one of them that begins last would keep everybody waiting. */
const long = [
  "test/acceptance/first-call-to-signed-rating",
  "test/demonstration/story",
  "test/acceptance/every-page",
  "test/people/in-the-browser",
  "test/participants/journey",
  "test/forms/filling",
  "test/inputs/api",
  "test/security/other-peoples-ids",
  "test/cli/every-command",
];

/** The order of the test files: known long ones first. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const placeOf = ({ moduleId }: TestSpecification): number => {
      const at = long.findIndex((name) => moduleId.includes(name));
      return at < 0 ? long.length : at;
    };
    return sorted.toSorted((a, b) => placeOf(a) - placeOf(b));
  }
}
