export { importUsdm, type UsdmCounts, type UsdmImport } from "./usdm/import-usdm.ts";
export type { NotRepresented } from "./usdm/not-represented.ts";
