export { type BackgroundPorts, startBackground } from "./background.ts";
export { type ApiRoute, listRoutes } from "./list-routes.ts";
export { buildServer } from "./server.ts";
export type { ServerPorts } from "./server-ports.ts";
