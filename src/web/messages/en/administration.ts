/** Texts of the pages about administration. */
export const administration = {
  title: "Administration",
};
