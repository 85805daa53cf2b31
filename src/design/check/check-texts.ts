import { nearest } from "../expression/nearest.ts";
import { textsOf } from "../text/design-texts.ts";
import { namesInText } from "../text/fill-text.ts";
import type { Checking } from "./checking.ts";
import { type DesignFault, error } from "./design-fault.ts";

/** Braces in a text that name no parameter, so that people would read them as they stand. */
export function checkTexts({ compiled: { written, parameters } }: Checking): readonly DesignFault[] {
  return textsOf(written).flatMap(({ path, text }) =>
    namesInText(text)
      .filter((name) => !parameters.has(name))
      .map((name) => {
        const near = nearest(name, parameters.keys());
        const meant = near ? `Did you mean {${near}}?` : "Name a parameter of the design.";
        const message = `The text has {${shortened(name)}} in it, and that is no parameter.`;
        return error("unknown-parameter-in-text", path, message, `${meant} For a brace itself, write {{.`);
      }),
  );
}

function shortened(name: string): string {
  return name.length > 60 ? `${name.slice(0, 59)}…` : name;
}
