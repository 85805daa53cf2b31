import { readFileSync } from "node:fs";
import { failed, ok, type Result } from "#kernel";
import { notDone, type Outcome, wrongUse } from "./command.ts";
import { whyUnreadable } from "./explain-error.ts";

/** The text of a file that a command was given; or why there is none, in words that name the file. */
export function readInputFile(file: string): Result<string, Outcome> {
  try {
    return ok(readFileSync(file, "utf8"));
  } catch (error) {
    const { code = "" } = error as { readonly code?: string };
    if (code === "ENOENT") return failed(wrongUse(`There is no file ${file}.`));
    const message = `Cannot read ${file}: ${whyUnreadable(code)}.`;
    return failed(notDone({ code: "unreadable-file", message }));
  }
}
