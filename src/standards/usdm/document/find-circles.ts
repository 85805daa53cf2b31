/** A step from one node to another, and the place where the document takes it. */
export type Step = { readonly from: string; readonly to: string; readonly path: string };

/** A way that comes back to where it began: `nodes` begins and ends with the same node. */
type Circle = { readonly nodes: readonly string[]; readonly path: string };

/** The circles that the steps close, one for each step that closes one; found without recursion. */
export function findCircles(steps: readonly Step[]): readonly Circle[] {
  const leaving = new Map<string, Step[]>();
  for (const step of steps) {
    const others = leaving.get(step.from);
    if (others) others.push(step);
    else leaving.set(step.from, [step]);
  }
  const done = new Set<string>();
  return [...leaving.keys()].flatMap((start) => (done.has(start) ? [] : walkFrom(start, leaving, done)));
}

type Visit = { readonly node: string; readonly ahead: Step[] };

function walkFrom(start: string, leaving: ReadonlyMap<string, Step[]>, done: Set<string>): readonly Circle[] {
  const circles: Circle[] = [];
  const visit = (node: string): Visit => ({ node, ahead: (leaving.get(node) ?? []).toReversed() });
  const way: Visit[] = [visit(start)];
  const onWay = new Set([start]);
  for (let here = way.at(-1); here !== undefined; here = way.at(-1)) {
    const step = here.ahead.pop();
    if (step === undefined) {
      way.pop();
      onWay.delete(here.node);
      done.add(here.node);
    } else if (onWay.has(step.to)) {
      const nodes = way.map(({ node }) => node);
      circles.push({ nodes: [...nodes.slice(nodes.indexOf(step.to)), step.to], path: step.path });
    } else if (!done.has(step.to)) {
      way.push(visit(step.to));
      onWay.add(step.to);
    }
  }
  return circles;
}
