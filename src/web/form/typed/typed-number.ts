import { empty, type Typed, typedValue, unreadable } from "./typed.ts";

const wholePattern = /^[+-]?\d+$/;
const decimalPattern = /^[+-]?(\d+([.,]\d*)?|[.,]\d+)$/;

/** A whole number as it is typed. */
export function readInteger(text: string): Typed {
  const plain = plainDigits(text);
  if (plain === "") return empty;
  const value = wholePattern.test(plain) ? Number(plain) : Number.NaN;
  return Number.isSafeInteger(value) ? typedValue(value + 0) : unreadable("not-a-whole-number");
}

/** A number as it is typed, with a decimal point or comma. Thousands are not grouped: 1,234 would be two numbers. */
export function readDecimal(text: string): Typed {
  const plain = plainDigits(text);
  if (plain === "") return empty;
  const value = decimalPattern.test(plain) ? Number(plain.replace(",", ".")) : Number.NaN;
  return Number.isFinite(value) ? typedValue(value + 0) : unreadable("not-a-number");
}

/** A number as a field shows it: never with an exponent, which nobody could type. */
export function numberText(value: number): string {
  const text = String(value);
  return text.includes("e") ? expanded(text) : text;
}

/** `1.5e-7` → `0.00000015` */
function expanded(text: string): string {
  const [mantissa = "", exponent = "0"] = text.split("e");
  const sign = mantissa.startsWith("-") ? "-" : "";
  const [whole = "", fraction = ""] = mantissa.replace("-", "").split(".");
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  if (point <= 0) return `${sign}0.${"0".repeat(-point)}${digits}`;
  if (point >= digits.length) return `${sign}${digits}${"0".repeat(point - digits.length)}`;
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** Without blanks, and with a hyphen for the minus sign that some keyboards give. */
function plainDigits(text: string): string {
  return text.trim().replace("−", "-");
}
