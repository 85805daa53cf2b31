import { createContext, type ReactNode, useContext, useState } from "react";
import { createPortal } from "react-dom";

const SlotContext = createContext<{
  readonly element: HTMLElement | null;
  readonly set: (element: HTMLElement | null) => void;
}>({
  element: null,
  set: () => {},
});

/** A place in the frame's navigation that the page below fills. */
export function NavSlotProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const [element, set] = useState<HTMLElement | null>(null);
  return <SlotContext value={{ element, set }}>{children}</SlotContext>;
}

export function NavSlot(): ReactNode {
  const { set } = useContext(SlotContext);
  return <div ref={set} />;
}

/** Puts its children into the frame's navigation. */
export function InNavSlot({ children }: { readonly children: ReactNode }): ReactNode {
  const { element } = useContext(SlotContext);
  return element ? createPortal(children, element) : null;
}
