import { useEffect, useRef, useState } from "react";
import type { FilesToVerify, VerifiedCopy } from "./verify-copy.ts";
import type { Asked, Told } from "./verify-worker.ts";

/** How far a check in the browser is. */
export type VerifierState =
  | { readonly state: "idle" }
  | { readonly state: "checking"; readonly events: number }
  | { readonly state: "checked"; readonly verified: VerifiedCopy }
  | { readonly state: "failed"; readonly message: string; readonly isWithoutEd25519: boolean };

export type Verifier = {
  readonly now: VerifierState;
  readonly verify: (files: FilesToVerify) => void;
  /** The casebook of a participant of the copy as HTML; null where it cannot be read. */
  readonly casebook: (participantId: string) => Promise<string | null>;
  readonly reset: () => void;
};

/**
 * A verifier in a worker of its own, so that the page stays quick. It is there as soon as the page is, so that a lost network does not
 * keep anybody from checking a copy; and it ends with the page.
 */
export function useVerifier(): Verifier {
  const worker = useRef<Worker | undefined>(undefined);
  const waiting = useRef(new Map<string, (html: string | null) => void>());
  const [now, setNow] = useState<VerifierState>({ state: "idle" });
  useEffect(() => {
    const own = new Worker(new URL("./verify-worker.ts", import.meta.url), { type: "module" });
    const listen = ({ data }: MessageEvent<Told>): void => {
      if (data.tell !== "casebook") {
        setNow(stateAfter(data));
        return;
      }
      waiting.current.get(data.participantId)?.(data.html);
      waiting.current.delete(data.participantId);
    };
    own.addEventListener("message", listen);
    own.addEventListener("error", ({ message }) =>
      setNow({ state: "failed", message, isWithoutEd25519: false }),
    );
    worker.current = own;
    return () => own.terminate();
  }, []);
  const ask = (asked: Asked): void => worker.current?.postMessage(asked);
  return {
    now,
    verify: (files) => {
      setNow({ state: "checking", events: 0 });
      ask({ ask: "verify", files });
    },
    casebook: (participantId) =>
      new Promise((resolve) => {
        waiting.current.set(participantId, resolve);
        ask({ ask: "casebook", participantId });
      }),
    reset: () => setNow({ state: "idle" }),
  };
}

function stateAfter(told: Exclude<Told, { readonly tell: "casebook" }>): VerifierState {
  switch (told.tell) {
    case "progress":
      return { state: "checking", events: told.events };
    case "verified":
      return { state: "checked", verified: told.verified };
    case "failed":
      return { state: "failed", message: told.message, isWithoutEd25519: told.isWithoutEd25519 };
  }
}
