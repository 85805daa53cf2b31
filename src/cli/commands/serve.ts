import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { buildServer, type ServerPorts, startBackground } from "#server";
import { type CliCommand, done, notDone, type Options, type Surroundings, wrongUse } from "../command.ts";
import { type Instance, openInstance, placeFromEnvironment } from "../instance.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** Serves the app until somebody asks it to end. */
export const serve: CliCommand = {
  name: "serve",
  summary: "Serve the app. With no account yet, its first page sets up the first administrator.",
  operands: "",
  leastOperands: 0,
  mostOperands: 0,
  options: { port: { type: "string" }, host: { type: "string" }, origin: { type: "string" } },
  optionHelp: {
    port: "port to listen on (4400; 0 takes a free one)",
    host: "address to listen on (127.0.0.1)",
    origin: "address at which people reach the app, as https://vigil.example (behind a proxy)",
  },
  examples: ["vigil serve", "vigil serve --port 8080 --host 0.0.0.0 --origin https://vigil.example"],
  run: async (_operands, options, around) => {
    const port = readPort(options);
    if (port === undefined) return wrongUse("--port must be a number from 0 to 65535.");
    const instance = await openInstance(placeFromEnvironment(around.environment));
    return listen(instance, { ...options, port: String(port) }, around);
  },
};

/** Listens over an open instance, says where, and closes both when asked. */
export async function listen(
  instance: Instance,
  options: Options,
  around: Surroundings,
): ReturnType<CliCommand["run"]> {
  const host = String(options["host"] ?? "127.0.0.1");
  let origin = String(options["origin"] ?? "");
  const ports: ServerPorts = {
    ...instance.ports,
    origin: () => origin,
    relyingParty: () => ({ id: new URL(origin).hostname, name: "Vigil", origin }),
    isHttps: origin.startsWith("https:"),
    ...appFolder(),
  };
  const server = buildServer(ports);
  let endBackground = async (): Promise<void> => {};
  try {
    const address = await server.listen({ port: Number(options["port"] ?? 4400), host });
    if (origin === "") origin = address.replace("127.0.0.1", "localhost");
    around.say(`Vigil is at ${origin}`);
    endBackground = startBackground(instance.ports);
    const why = await Promise.race([
      around.untilAsked().then(() => "asked" as const),
      instance.database.ended.then(() => "database-ended" as const),
    ]);
    if (why === "asked") return done({ served: origin }, "");
    return notDone({
      code: "database-ended",
      message: "The database has ended. Nothing that was acknowledged is lost; start Vigil again.",
    });
  } finally {
    await server.close();
    await endBackground();
    await instance.close();
  }
}

function appFolder(): Pick<ServerPorts, "appFolder"> {
  const folder = path.join(root, "dist/web-app");
  return existsSync(path.join(folder, "index.html")) ? { appFolder: folder } : {};
}

export function readPort(options: Options): number | undefined {
  const port = Number(options["port"] ?? 4400);
  return Number.isInteger(port) && port >= 0 && port <= 65_535 ? port : undefined;
}
