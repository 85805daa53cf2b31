/** A number as an unevaluated sum of two, of which the second is the rounding of the first: twice the digits. */
export type Twofold = { readonly high: number; readonly low: number };

/** The exact sum. Knuth (1969), The Art of Computer Programming 2, 4.2.2. */
export function exactSum(a: number, b: number): Twofold {
  const high = a + b;
  const part = high - a;
  return { high, low: a - (high - part) + (b - part) };
}

/** The exact product, where it is not beyond 1e300. Dekker (1971), Numer. Math. 18:224. */
export function exactProduct(a: number, b: number): Twofold {
  const high = a * b;
  const [aHigh, bHigh] = [upperHalf(a), upperHalf(b)];
  const [aLow, bLow] = [a - aHigh, b - bHigh];
  return { high, low: aLow * bLow - (high - aHigh * bHigh - aLow * bHigh - aHigh * bLow) };
}

function upperHalf(value: number): number {
  const scaled = 134217729 * value;
  return scaled - (scaled - value);
}

export function sumOf(a: Twofold, b: Twofold): Twofold {
  const { high, low } = exactSum(a.high, b.high);
  return exactSum(high, low + (a.low + b.low));
}

export function negated({ high, low }: Twofold): Twofold {
  return { high: -high, low: -low };
}

export function productOf(a: Twofold, b: Twofold): Twofold {
  const { high, low } = exactProduct(a.high, b.high);
  return exactSum(high, low + (a.high * b.low + a.low * b.high));
}

export function quotientOf(a: Twofold, b: Twofold): Twofold {
  const first = a.high / b.high;
  const rest = sumOf(a, negated(productOf(b, { high: first, low: 0 })));
  return exactSum(first, rest.high / b.high);
}

const logTwo: Twofold = { high: Math.LN2, low: 2.319046813846299e-17 };

/** The natural logarithm of a / b, for positive numbers: by powers of 2 and the series of the inverse hyperbolic tangent. */
export function logOfQuotient(a: Twofold, b: Twofold): Twofold {
  const power = Math.round(Math.log2(a.high / b.high));
  const scale = 2 ** power;
  const near = { high: b.high * scale, low: b.low * scale };
  const root = quotientOf(sumOf(a, negated(near)), sumOf(a, near));
  const square = root.high * root.high;
  let [term, rest] = [square, 0];
  for (let odd = 3; term > 1e-18; odd += 2) {
    rest += term / odd;
    term *= square;
  }
  const twice = { high: 2 * root.high, low: 2 * root.low + 2 * root.high * rest };
  return sumOf(productOf({ high: power, low: 0 }, logTwo), exactSum(twice.high, twice.low));
}
