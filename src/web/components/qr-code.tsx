import { create } from "qrcode";
import type { ReactNode } from "react";

// A reader needs four light modules on every side (ISO/IEC 18004), and dark on light in either color scheme.
const quietZone = 4;

/** A QR code of the text. What it says must also stand beside it in words. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }): ReactNode {
  const { modules } = create(text, { errorCorrectionLevel: "M" });
  const { size, data } = modules;
  const dark = Array.from(data).flatMap((isDark, index) =>
    isDark ? [`M${(index % size) + quietZone} ${Math.floor(index / size) + quietZone}h1v1h-1z`] : [],
  );
  const side = size + 2 * quietZone;
  return (
    <svg
      viewBox={`0 0 ${side} ${side}`}
      width="200"
      height="200"
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <rect width={side} height={side} fill="#ffffff" />
      <path d={dark.join("")} fill="#000000" />
    </svg>
  );
}
