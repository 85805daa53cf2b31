/** Texts of the pages about ratings. */
export const ratings = {
  title: "Ratings",
};
