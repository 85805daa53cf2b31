export { buildServer } from "./server.ts";
export type { ServerPorts } from "./server-ports.ts";
