import type { CliCommand } from "../command.ts";
import { serve } from "./serve.ts";

/** All commands, in the order in which the overview lists them. */
export const commands: readonly CliCommand[] = [serve];
