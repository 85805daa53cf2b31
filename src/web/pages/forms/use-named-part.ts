import { useLocation } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { itemPathOf } from "../../form/item-element-id.ts";
import { goTo } from "../../form/problem-summary.tsx";
import type { FormSheet } from "./use-form-sheet.ts";

/** Where a link of another page leads within the form: to an item, with what is asked about it; or to another part. */
export function useNamedPart({ kept, view, setDrawer }: FormSheet): void {
  const { hash } = useLocation();
  const isReady = kept.state.standing !== "loading";
  const found = useRef<string>(undefined);
  useEffect(() => {
    if (!isReady || hash === "" || found.current === hash) return;
    found.current = hash;
    const path = itemPathOf(hash);
    if (path === undefined) return showPart(hash);
    goTo(path);
    const isAsked = view.queries.some(({ itemPath, state }) => itemPath === path && state !== "closed");
    if (isAsked) setDrawer({ kind: "queries", path });
  }, [isReady, hash, view, setDrawer]);
}

function showPart(id: string): void {
  const part = document.getElementById(id);
  part?.scrollIntoView({ block: "center" });
  part?.focus({ preventScroll: true });
}
