/** Texts of the pages about worklist. */
export const worklist = {
  title: "Worklist",
};
