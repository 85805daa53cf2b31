import { type CopyReading, casebookIn, renderHtml } from "#trial";
import { NoEd25519Error } from "./browser-tools.ts";
import { type FilesToVerify, type VerifiedCopy, verifyCopy } from "./verify-copy.ts";

/** What the page asks of the worker. */
export type Asked =
  | { readonly ask: "verify"; readonly files: FilesToVerify }
  | { readonly ask: "casebook"; readonly participantId: string };

/** What the worker tells. */
export type Told =
  | { readonly tell: "progress"; readonly events: number }
  | { readonly tell: "verified"; readonly verified: VerifiedCopy }
  | { readonly tell: "casebook"; readonly participantId: string; readonly html: string | null }
  | { readonly tell: "failed"; readonly message: string; readonly isWithoutEd25519: boolean };

let reading: CopyReading | undefined;

const tell = (told: Told): void => self.postMessage(told);

async function verify(files: FilesToVerify): Promise<void> {
  try {
    const found = await verifyCopy(files, (events) => tell({ tell: "progress", events }));
    reading = found.reading;
    tell({ tell: "verified", verified: found.verified });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    tell({ tell: "failed", message, isWithoutEd25519: error instanceof NoEd25519Error });
  }
}

function casebook(participantId: string): void {
  const participant = reading?.participants.find((one) => one.participantId === participantId);
  const found = reading && participant && casebookIn(reading, participantId, participant.events);
  tell({ tell: "casebook", participantId, html: found ? renderHtml(found.document) : null });
}

self.addEventListener("message", ({ data }: MessageEvent<Asked>) => {
  if (data.ask === "verify") void verify(data.files);
  else casebook(data.participantId);
});
