import path from "node:path";
import { fileURLToPath } from "node:url";
import { readStudyDesign } from "#adapters";
import { makeDemonstration } from "#demonstration";
import { type CliCommand, done, notDone, type Outcome, type Surroundings, wrongUse } from "../command.ts";
import { type Instance, openInstance, placeFromEnvironment } from "../instance.ts";
import { listen, readPort } from "./serve.ts";

const reference = fileURLToPath(new URL("../../../studies/mdma-ptsd-phase3", import.meta.url));

// Another seed makes other people and other values; one seed makes the same ones wherever it is used.
const seed = "vigil demonstration 1";

/** Makes the demonstration trial where the instance is empty, and serves it. */
export const demo: CliCommand = {
  name: "demo",
  summary: "Make the demonstration trial, all of it invented, and serve it.",
  operands: "",
  leastOperands: 0,
  mostOperands: 0,
  options: {
    port: { type: "string" },
    host: { type: "string" },
    origin: { type: "string" },
    home: { type: "string" },
    "no-serve": { type: "boolean" },
  },
  optionHelp: {
    port: "port to listen on (4400; 0 takes a free one)",
    host: "address to listen on (127.0.0.1)",
    origin: "address at which people reach the app, as https://vigil.example (behind a proxy)",
    home: "folder in which the demonstration is kept (VIGIL_HOME, else .vigil)",
    "no-serve": "make the data only, and end",
  },
  examples: ["vigil demo", "vigil demo --port 0 --home /tmp/vigil-demo", "vigil demo --no-serve --json"],
  run: async (_operands, options, around) => {
    const port = readPort(options);
    if (port === undefined) return wrongUse("--port must be a number from 0 to 65535.");
    const place = placeFromEnvironment(around.environment);
    const home =
      options["home"] === undefined ? place.home : path.resolve(around.folder, String(options["home"]));
    const instance = await openInstance({ ...place, home });
    let isPassedOn = false;
    try {
      const made = await makeUnlessThere(instance, around);
      if (made.code !== 0 || options["no-serve"] === true) return made;
      isPassedOn = true;
      return await listen(instance, { ...options, port: String(port) }, around);
    } finally {
      if (!isPassedOn) await instance.close();
    }
  },
};

async function makeUnlessThere({ ports }: Instance, { say }: Surroundings): Promise<Outcome> {
  const accounts = await ports.accounts.list();
  if (accounts.some(({ isDemonstration }) => !isDemonstration)) {
    return notDone({
      code: "real-accounts",
      message:
        "Cannot make the demonstration: this instance has real accounts, and invented data never go beside real ones. Name an empty folder with --home.",
    });
  }
  if (accounts.length > 0)
    return done({ made: false, accounts: accounts.length }, "The demonstration is there.");
  const read = readStudyDesign(reference);
  if (!read.ok)
    return notDone({
      code: "reference-study-unreadable",
      message: `Cannot read the reference study: ${read.error.issues[0]?.message}`,
    });
  say("Making the demonstration trial; this takes a moment, once.");
  const began = Date.now();
  const study = await makeDemonstration(ports, { design: read.value.design, seed });
  const seconds = Math.round((Date.now() - began) / 100) / 10;
  return done({ made: true, study, seconds }, `Made the demonstration trial in ${seconds} seconds.`);
}
