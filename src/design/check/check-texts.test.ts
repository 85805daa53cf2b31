import { describe, expect, test } from "vitest";
import { type Edits, faultLines, faultsAfter } from "../testing/edited-study.ts";

const help = "forms.vitals.itemGroups.body.items.weight.help";
const fault = "error unknown-parameter-in-text forms.1.itemGroups.0.items.0.help";

describe("a text", () => {
  test.each<[string, Edits, readonly string[]]>([
    ["may name a parameter", { [help]: "After {washout}." }, []],
    ["may hold a brace that is written twice", { [help]: "The set {{a, b}." }, []],
    ["names no parameter that is not there", { [help]: "After {wash-out}." }, [fault]],
    ["names a parameter as it is written", { [help]: "After { washout }." }, [fault]],
    ["closes its braces", { [help]: "After {washout." }, [fault]],
    ["is told of each that it has wrong", { [help]: "{a} and {b}" }, [fault, fault]],
  ])("%s", (_, edits, expected) => {
    expect(faultLines(edits)).toEqual(expected);
  });

  test("that has it wrong is told what may be meant, and how a brace is written", () => {
    const [found] = faultsAfter({ [help]: "After {wash-out}." });
    expect(found?.message).toBe("The text has {wash-out} in it, and that is no parameter.");
    expect(found?.remedy).toBe("Did you mean {washout}? For a brace itself, write {{.");
  });

  test("uses the parameter that it names", () => {
    const lost = { id: "lost", label: "Lost", value: 1, source: "x", confirmation: "published" };
    expect(faultLines({ "parameters.+": lost, [help]: "Parameter lost" })).toEqual([
      "warning unused-parameter parameters.6",
    ]);
    expect(faultLines({ "parameters.+": lost, [help]: "{lost}" })).toEqual([]);
  });
});
