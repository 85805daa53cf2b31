/** Texts of the pages about participants. */
export const participants = {
  title: "Participants",
};
