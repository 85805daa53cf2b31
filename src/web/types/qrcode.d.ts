// The package brings no types; this is the part that we use.
declare module "qrcode" {
  /** The modules of a code, row by row: 1 is dark. */
  export function create(
    text: string,
    options: { readonly errorCorrectionLevel: "L" | "M" | "Q" | "H" },
  ): { readonly modules: { readonly size: number; readonly data: Uint8Array } };
}
