import { useMemo } from "react";
import { type CompiledDesign, compileDesign, parseStudyDesign } from "#design";
import { renderIssue } from "#kernel";
import { publishedInstruments } from "#trial";
import type { Answer } from "../../api/call.ts";

export type DesignAnswer = Answer<"GET /api/studies/:studyId/designs/:version">;

/** The design made ready for reading by the same code as on the server, or why this version of the app cannot read it. */
export type ReadDesign =
  | { readonly isRead: true; readonly compiled: CompiledDesign }
  | { readonly isRead: false; readonly why: string };

export function useReadDesign(design: DesignAnswer["design"]): ReadDesign {
  return useMemo(() => {
    const parsed = parseStudyDesign(design);
    const compiled = parsed.ok ? compileDesign(parsed.value, publishedInstruments) : parsed;
    if (compiled.ok) return { isRead: true, compiled: compiled.value };
    const [first] = compiled.error.issues;
    return { isRead: false, why: first ? renderIssue(first) : "" };
  }, [design]);
}
