import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { kitCodeFrom, readKitCode } from "./code.ts";

const code = fc.uuid().map(kitCodeFrom);

describe("the code of a kit", () => {
  test("is read however it is typed", () => {
    expect(kitCodeFrom("one")).toMatch(/^[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}$/);
    fc.assert(fc.property(code, (one) => readKitCode(` ${one.toLowerCase().replace("-", " ")} `) === one));
  });

  test("with one wrong symbol is none", () => {
    fc.assert(
      fc.property(
        code,
        fc.nat(7),
        fc.constantFrom(..."23456789ABCDEFGHJKMNPQRSTUVWXYZ"),
        (one, at, symbol) => {
          const symbols = one.replace("-", "");
          fc.pre(symbols[at] !== symbol);
          return readKitCode(symbols.slice(0, at) + symbol + symbols.slice(at + 1)) === undefined;
        },
      ),
    );
  });

  test("with two neighbors exchanged is none", () => {
    fc.assert(
      fc.property(code, fc.nat(6), (one, at) => {
        const symbols = one.replace("-", "");
        const [left, right] = [symbols[at], symbols[at + 1]];
        fc.pre(left !== right);
        const exchanged = symbols.slice(0, at) + right + left + symbols.slice(at + 2);
        return readKitCode(exchanged) === undefined;
      }),
    );
  });
});
