/** Texts of the pages about ledger. */
export const ledger = {
  title: "Ledger",
};
