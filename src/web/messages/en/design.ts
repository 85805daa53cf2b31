/** Texts of the pages about design. */
export const design = {
  title: "Design",
};
