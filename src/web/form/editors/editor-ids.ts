/** The ids by which a field is tied to its words. */
export type EditorIds = {
  /** Of the field itself, for its label. */
  readonly field: string;
  readonly label: string;
  /** Help, limits and problems; undefined where there are none. */
  readonly described: string | undefined;
  readonly isInvalid: boolean;
};
