import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { isUuid, type StudyId } from "#kernel";
import { type CommandDefinition, type CommandTopic, commands } from "#trial";
import {
  type CommandRequest,
  envelopeSchema,
  execute,
  provenOffline,
  proveWitness,
  reauthenticate,
  type WitnessCredentials,
} from "#usecases";
import { principalOf, signedInOf } from "../http/door.ts";
import { problemOf, problemSchema } from "../http/problem.ts";
import { refuse } from "../http/refuse.ts";
import type { ServerPorts } from "../server-ports.ts";
import { ownCommands } from "./own-command-routes.ts";
import { unblindingCommands } from "./unblinding-routes.ts";

const uuid = z.string().refine(isUuid, "expected a UUID in lower case");

/** Where the commands about a subject are posted; `subjectId` is the study itself for a command about the study. */
const pathOf: Readonly<Record<CommandTopic, string>> = {
  study: "/api/studies/:studyId/commands",
  site: "/api/studies/:studyId/sites/:subjectId/commands",
  staff: "/api/studies/:studyId/staff/:subjectId/commands",
  participant: "/api/studies/:studyId/participants/:subjectId/commands",
  rating: "/api/studies/:studyId/ratings/:subjectId/commands",
  session: "/api/studies/:studyId/sessions/:subjectId/commands",
};

const done = z.object({ version: z.int(), repeated: z.boolean() });

/** One route for each command of the trial: nothing can be asked that is not in the catalogue. */
export function addCommandRoutes(server: FastifyInstance, ports: ServerPorts): void {
  for (const definition of commands) {
    if (![...ownCommands, ...unblindingCommands].includes(definition.type))
      addCommandRoute(server, ports, definition);
  }
}

function addCommandRoute(server: FastifyInstance, ports: ServerPorts, definition: CommandDefinition): void {
  const isAboutStudy = definition.subject === "study";
  server.withTypeProvider<ZodTypeProvider>().route({
    method: "POST",
    url: `${pathOf[definition.subject]}/${definition.type}`,
    config: { access: { kind: "study", action: definition.type } },
    schema: {
      params: isAboutStudy ? z.object({ studyId: uuid }) : z.object({ studyId: uuid, subjectId: uuid }),
      body: envelopeSchema.extend({ data: definition.data }),
      response: { 200: done, "4xx": problemSchema },
    },
    handler: async (request, reply) => {
      const { studyId, subjectId } = request.params as { studyId: StudyId; subjectId?: string };
      const signedIn = signedInOf(request);
      const about = { definition, study: studyId, subjectId: subjectId ?? studyId, body: request.body };
      const proven = await provenOffline(ports, { ...about, author: signedIn.account.userId });
      if (!proven.ok) return refuse(reply, proven.error);
      const { offline } = proven.value;
      let { signatureMethod, witness } = proven.value;
      if (definition.needsReauthentication && !signatureMethod) {
        const { proof } = request.body as { proof?: Parameters<typeof reauthenticate>[3] };
        const reproven = await reauthenticate(ports, signedIn, ports.relyingParty(), proof ?? {});
        if (!reproven.ok) return refuse(reply, reproven.error);
        signatureMethod = reproven.value;
      }
      if ((definition.needsWitness || definition.mayBeWitnessed) && !witness) {
        const { witness: credentials } = request.body as { witness?: WitnessCredentials };
        const stood = credentials && (await proveWitness(ports, studyId, credentials));
        if (stood && !stood.ok) return refuse(reply, stood.error);
        witness = stood?.value;
      }
      const command: CommandRequest = {
        ...about,
        principal: principalOf(request),
        source: { kind: "web", device: signedIn.session.device },
        ...(signatureMethod ? { signatureMethod } : {}),
        ...(witness ? { witness } : {}),
        ...(offline ? { offline } : {}),
      };
      const answer = await execute(ports, command);
      if (answer.ok) return reply.send(answer.value);
      const problem = problemOf(answer.error);
      if (problem.status === 404) {
        await ports.securityLog.write({
          kind: "not-theirs",
          user: signedIn.account.userId,
          route: `POST ${definition.type}`,
        });
      }
      return refuse(reply, answer.error);
    },
  });
}
