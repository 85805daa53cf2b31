/** Something that a file says and a design does not carry, or carries otherwise than it was said. */
export type NotRepresented = {
  /**
   * Where: the dotted path of a value or of the object that holds it. A `*` stands for any one step where
   * there are several such places, `**` for any number of steps.
   */
  readonly path: string;
  /** What it is and how often: `3 × StudyArm.dataOriginDescription ("Data collected from subjects")`. */
  readonly what: string;
  readonly why: string;
};
