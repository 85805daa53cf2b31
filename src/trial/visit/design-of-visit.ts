import type { CompiledDesign } from "#design";
import type { Visit } from "./evolve.ts";

/** The protocol as it can be read: the version that binds the participant now, and every other by its name. */
export type Protocols = {
  readonly design: CompiledDesign;
  readonly designs: (version: string) => CompiledDesign | undefined;
};

/** The protocol under which a visit is held: once it has begun, the version that then bound the participant. */
export function designOfVisit(visit: Visit | undefined, { design, designs }: Protocols): CompiledDesign {
  const version = visit?.designVersion;
  return (version && designs(version)) || design;
}
