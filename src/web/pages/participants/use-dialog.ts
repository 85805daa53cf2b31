import { useState } from "react";

/** A dialog that a page opens: for what, and the how-manieth time, so that each time it begins anew. */
export type DialogState<Subject> = {
  readonly subject: Subject | undefined;
  readonly isOpen: boolean;
  /** The key under which it is shown. */
  readonly turn: number;
  readonly open: (subject: Subject) => void;
  readonly close: () => void;
};

export function useDialog<Subject = true>(): DialogState<Subject> {
  const [state, setState] = useState<{ subject: Subject | undefined; isOpen: boolean; turn: number }>({
    subject: undefined,
    isOpen: false,
    turn: 0,
  });
  return {
    ...state,
    open: (subject) => setState(({ turn }) => ({ subject, isOpen: true, turn: turn + 1 })),
    close: () => setState((before) => ({ ...before, isOpen: false })),
  };
}
