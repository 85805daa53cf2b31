/** The circles of a directed graph, one for each way back that a depth-first search meets (Tarjan 1972). */
export function findCircles(
  nodes: readonly string[],
  successors: (node: string) => readonly string[],
): readonly (readonly string[])[] {
  const circles: string[][] = [];
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (node: string): void => {
    const at = path.indexOf(node);
    if (at >= 0) circles.push(path.slice(at));
    if (at >= 0 || done.has(node)) return;
    path.push(node);
    for (const next of successors(node)) visit(next);
    path.pop();
    done.add(node);
  };
  for (const node of nodes) visit(node);
  return circles;
}
