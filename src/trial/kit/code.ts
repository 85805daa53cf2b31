import { sha256Hex } from "#kernel";

/** Digits and letters that nobody takes for another: no 0, 1, I, L, O. Their number is a prime. */
const alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
const length = 7;

/** A kit's code, as it is printed on it: `K7M4-Q9XC`. It is drawn at random and tells nothing. */
export type KitCode = string;

/** The code that a fresh random id gives: seven symbols and a check symbol. */
export function kitCodeFrom(id: string): KitCode {
  let rest = BigInt(`0x${sha256Hex(`vigil kit ${id}`).slice(0, 24)}`);
  let symbols = "";
  for (let at = 0; at < length; at++) {
    symbols += alphabet[Number(rest % 31n)];
    rest /= 31n;
  }
  return written(symbols + checkSymbol(symbols));
}

/** The code as it is written, whatever was typed or scanned; undefined where it is none: one wrong or two exchanged symbols show. */
export function readKitCode(typed: string): KitCode | undefined {
  const symbols = typed.toUpperCase().replaceAll(/[\s-]/g, "");
  const isWhole = symbols.length === length + 1 && [...symbols].every((symbol) => alphabet.includes(symbol));
  return isWhole && checkSymbol(symbols.slice(0, length)) === symbols[length] ? written(symbols) : undefined;
}

/** Each symbol counts by its place, modulo a prime: no two places have the same weight. */
function checkSymbol(symbols: string): string {
  const sum = [...symbols].reduce(
    (total, symbol, at) => total + (at + 2) * (alphabet.indexOf(symbol) + 1),
    0,
  );
  return alphabet[sum % 31] ?? "";
}

function written(symbols: string): KitCode {
  return `${symbols.slice(0, 4)}-${symbols.slice(4)}`;
}
