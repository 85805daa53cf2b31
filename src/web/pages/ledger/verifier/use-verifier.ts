import { useCallback, useEffect, useRef, useState } from "react";
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

/** A verifier in a worker of its own, so that the page stays quick; it ends with the page. */
export function useVerifier(): Verifier {
  const worker = useRef<Worker | undefined>(undefined);
  const waiting = useRef(new Map<string, (html: string | null) => void>());
  const [now, setNow] = useState<VerifierState>({ state: "idle" });
  const end = useCallback((): void => {
    worker.current?.terminate();
    worker.current = undefined;
  }, []);
  useEffect(() => end, [end]);

  const listen = ({ data }: MessageEvent<Told>): void => {
    switch (data.tell) {
      case "progress":
        setNow({ state: "checking", events: data.events });
        break;
      case "verified":
        setNow({ state: "checked", verified: data.verified });
        break;
      case "failed":
        setNow({ state: "failed", message: data.message, isWithoutEd25519: data.isWithoutEd25519 });
        break;
      case "casebook":
        waiting.current.get(data.participantId)?.(data.html);
        waiting.current.delete(data.participantId);
        break;
    }
  };
  const ask = (asked: Asked): void => worker.current?.postMessage(asked);
  return {
    now,
    verify: (files) => {
      end();
      worker.current = new Worker(new URL("./verify-worker.ts", import.meta.url), { type: "module" });
      worker.current.addEventListener("message", listen);
      worker.current.addEventListener("error", ({ message }) =>
        setNow({ state: "failed", message, isWithoutEd25519: false }),
      );
      setNow({ state: "checking", events: 0 });
      ask({ ask: "verify", files });
    },
    casebook: (participantId) =>
      new Promise((resolve) => {
        waiting.current.set(participantId, resolve);
        ask({ ask: "casebook", participantId });
      }),
    reset: () => {
      end();
      setNow({ state: "idle" });
    },
  };
}
