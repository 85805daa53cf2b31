import { useLocation } from "@tanstack/react-router";
import { useEffect } from "react";
import { goTo } from "../../form/problem-summary.tsx";

const itemPart = "item-";

/** Goes to the part of the form that the address names, once the answers on this device are read: to an item's answer, or to the signatures. */
export function useNamedPart(isLoaded: boolean): void {
  const { hash } = useLocation();
  useEffect(() => {
    if (!isLoaded) return;
    if (hash.startsWith(itemPart)) goTo(hash.slice(itemPart.length));
    else if (hash !== "") document.getElementById(hash)?.scrollIntoView({ block: "center" });
  }, [hash, isLoaded]);
}
