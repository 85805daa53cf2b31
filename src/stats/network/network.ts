/** What a study found of two of its treatments: the effect of the first against the second, on a scale where effects add. */
export type Contrast = {
  readonly study: string;
  readonly treatment1: string;
  readonly treatment2: string;
  readonly effect: number;
  readonly standardError: number;
  /** How many were observed in each of the two arms, where that is known. */
  readonly participants?: readonly [number, number];
};

/** The contrasts of one study, which compares two or more treatments. */
export type NetworkStudy = {
  readonly name: string;
  /** Its treatments by their index in the network, ascending. */
  readonly arms: readonly number[];
  /** One effect for each pair of arms, (0, 1), (0, 2) … (1, 2) …: of the former against the latter. */
  readonly effects: Float64Array;
  /** The variances of the effects, in the same order. */
  readonly variances: Float64Array;
  /** By arm; null where that is not known. */
  readonly participants: readonly (number | null)[];
};

/** Treatments, and the studies that link them. */
export type Network = {
  readonly treatments: readonly string[];
  readonly studies: readonly NetworkStudy[];
};

/** Where the pair of arms `i` < `j` stands among the pairs of `arms` arms. */
export function pairIndex(arms: number, i: number, j: number): number {
  return (i * (2 * arms - i - 1)) / 2 + j - i - 1;
}

/** Calls `visit` with every pair of `arms` arms and its place. */
export function forEachPair(arms: number, visit: (i: number, j: number, pair: number) => void): void {
  let pair = 0;
  for (let i = 0; i < arms; i += 1) {
    for (let j = i + 1; j < arms; j += 1) {
      visit(i, j, pair);
      pair += 1;
    }
  }
}

/** The number of pairs of `arms` arms. */
export function pairsOf(arms: number): number {
  return (arms * (arms - 1)) / 2;
}

/** The design of a study: the indices of its treatments, joined by a colon. */
export function designOf({ arms }: NetworkStudy): string {
  return arms.join(":");
}

/** A number for each treatment: those that studies link, directly or not, have the same. */
export function componentsOf(size: number, studies: readonly Pick<NetworkStudy, "arms">[]): Int32Array {
  const label = Int32Array.from({ length: size }, (_, index) => index);
  const root = (index: number): number => {
    let at = index;
    while (label[at] !== at) at = label[at] as number;
    return at;
  };
  for (const { arms } of studies) {
    const first = root(arms[0] ?? 0);
    for (const arm of arms) label[root(arm)] = first;
  }
  return label.map((_, index) => root(index));
}

/** The treatments of each part of a network that no study links to the rest: one list where all are linked. */
export function subnetworks({ treatments, studies }: Network): readonly (readonly string[])[] {
  const label = componentsOf(treatments.length, studies);
  return [...new Set(label)].map((one) => treatments.filter((_, index) => label[index] === one));
}
