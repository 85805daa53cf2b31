/**
 * Lets work on the same thing go one after the other, in the order in which it came; work on other things does not wait. Within one
 * process: it spares commands that would only overtake each other, while the store alone decides who was first.
 */
export type Turns = <Value>(thing: string, work: () => Promise<Value>) => Promise<Value>;

export function turns(): Turns {
  const last = new Map<string, Promise<unknown>>();
  return async (thing, work) => {
    const before = last.get(thing);
    const own = before ? before.then(work, work) : work();
    last.set(thing, own);
    try {
      return await own;
    } finally {
      if (last.get(thing) === own) last.delete(thing);
    }
  };
}
