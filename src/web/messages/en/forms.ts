/** Texts of the pages about forms. */
export const forms = {
  title: "Forms",
};
