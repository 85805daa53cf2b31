import type { StudyDesignInput } from "#design";

/** The smallest design that a study can run on; what matters to the test is given. */
export function aDesign(more: Partial<StudyDesignInput> = {}): StudyDesignInput {
  return {
    format: "vigil-study-design/1",
    id: "small-study",
    version: "1.0",
    name: "Small study",
    title: "A small study for tests",
    ...more,
  };
}
