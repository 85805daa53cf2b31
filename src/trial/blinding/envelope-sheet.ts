import type { EmergencyCare } from "#design";
import type { OpenedArm } from "./opened-arm.ts";

/** One participant's sealed sheet: what stands outside, and the arm, which stands inside. */
export type EnvelopeSheet = {
  readonly serial: string;
  readonly studyName: string;
  readonly protocolId: string;
  readonly siteNumber: string;
  readonly number: string;
  readonly randomizationNumber: string;
  readonly issuedOn: string;
  readonly arm: OpenedArm;
};

/**
 * The sheets as one HTML file that needs nothing else, one leaf for each: the outside above, the inside below it to be folded in under a
 * security pattern, a full pattern on the back. Whoever has the file has the arms.
 */
export function renderEnvelopes(sheets: readonly EnvelopeSheet[], care: EmergencyCare | undefined): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Sealed sheets for emergency unblinding</title>
<style>${style}</style>
</head>
<body>
${sheets.map((sheet) => renderSheet(sheet, care)).join("\n")}
</body>
</html>
`;
}

function renderSheet(sheet: EnvelopeSheet, care: EmergencyCare | undefined): string {
  const { serial, arm } = sheet;
  const treatAs = care ? `<p class="treat">${escapeText(care.advice)}</p>` : "";
  return `<section class="leaf" data-serial="${escapeText(serial)}">
<div class="outside">
<h1>Sealed: treatment of one participant</h1>
<dl>
${facts(sheet)}
</dl>
${treatAs}
<ol class="todo">
<li>Open only where care depends on what was given. Nobody's approval is needed.</li>
<li>Break the seal, unfold, read. Tell only those who treat.</li>
<li>Fill in the lines below, and enter the opening in Vigil as soon as it can be reached.</li>
</ol>
<table>
<thead><tr><th scope="col">Opened by</th><th scope="col">Date and time</th><th scope="col">Why</th><th scope="col">Who now knows</th></tr></thead>
<tbody><tr><td></td><td></td><td></td><td></td></tr><tr><td></td><td></td><td></td><td></td></tr></tbody>
</table>
</div>
<p class="fold">Fold the lower part up behind this line, then fold the leaf in half, and put the numbered seal over the edge.</p>
<div class="inside">
<p class="serial">${escapeText(serial)} · ${escapeText(sheet.number)} · ${escapeText(sheet.randomizationNumber)}</p>
<p class="arm" data-arm>${escapeText(arm.name)}</p>
${arm.description === null ? "" : `<p class="described">${escapeText(arm.description)}</p>`}
${care ? `<p class="treat">Treat as: ${escapeText(care.treatAs)}, unless this changes care.</p>` : ""}
</div>
</section>
<section class="leaf back" aria-hidden="true"><div class="pattern">${escapeText("TREATMENT SEALED ".repeat(240))}</div></section>`;
}

function facts({
  serial,
  studyName,
  protocolId,
  siteNumber,
  number,
  randomizationNumber,
  issuedOn,
}: EnvelopeSheet): string {
  const lines: readonly (readonly [string, string])[] = [
    ["Serial number", serial],
    ["Study", `${studyName} (${protocolId})`],
    ["Site", siteNumber],
    ["Participant", number],
    ["Randomization number", randomizationNumber],
    ["Issued on", issuedOn],
  ];
  return lines
    .map(([name, value]) => `<div><dt>${escapeText(name)}</dt><dd>${escapeText(value)}</dd></div>`)
    .join("\n");
}

/** No text of a record is ever taken for markup. */
function escapeText(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

const pattern =
  "repeating-linear-gradient(45deg, rgb(0 0 0 / 22%) 0 1px, transparent 1px 4px), repeating-linear-gradient(-45deg, rgb(0 0 0 / 22%) 0 1px, transparent 1px 4px)";

const style = `
@page { size: A4; margin: 12mm; }
* { box-sizing: border-box; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
body { margin: 0; font: 11pt/1.4 system-ui, sans-serif; color: #000; background: #fff; }
.leaf { height: 270mm; display: flex; flex-direction: column; break-after: page; padding: 4mm; }
.outside { flex: 1; }
h1 { font-size: 16pt; margin: 0 0 4mm; }
dl { display: grid; grid-template-columns: 1fr 1fr; gap: 2mm 8mm; margin: 0 0 4mm; }
dt { font-size: 9pt; color: #333; }
dd { margin: 0; font-weight: 600; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
th, td { border: 1px solid #000; text-align: start; padding: 1mm 2mm; font-size: 9pt; }
td { height: 12mm; }
.treat { border: 2px solid #000; padding: 2mm 3mm; font-weight: 600; }
.fold { border-block-start: 1px dashed #000; margin: 4mm 0 0; font-size: 8pt; }
.inside { height: 95mm; padding: 6mm; text-align: center; background-image: ${pattern}; }
.inside p { margin: 2mm auto; max-width: 150mm; background: #fff; padding: 1mm 3mm; }
.arm { font-size: 18pt; font-weight: 700; }
.serial { font-size: 9pt; }
.back { background-image: ${pattern}; overflow: hidden; }
.pattern { font: 700 10pt/1 monospace; letter-spacing: -1px; word-break: break-all; color: rgb(0 0 0 / 55%); }
@media screen { .back { display: none; } .leaf { max-width: 210mm; margin: 0 auto; } }
`;
