import fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from "fastify";
import {
  hasZodFastifySchemaValidationErrors,
  serializerCompiler,
  validatorCompiler,
} from "fastify-type-provider-zod";
import { invalidInput } from "#kernel";
import { guardDoor } from "./http/door.ts";
import { setHeaders, setSecurityHeaders } from "./http/headers.ts";
import { letGoWhenClosing } from "./http/let-go.ts";
import { notFoundProblem, problemOf } from "./http/problem.ts";
import { requireSoundInput } from "./http/sound-input.ts";
import { addAccountRoutes } from "./routes/account-routes.ts";
import { addAppRoutes } from "./routes/app-routes.ts";
import { addClosedRoutes } from "./routes/closed-routes.ts";
import { addCommandRoutes } from "./routes/command-routes.ts";
import { addDosingSessionRoutes } from "./routes/dosing-session-routes.ts";
import { addEmergencyRoutes } from "./routes/emergency-routes.ts";
import { addHandOverRoutes } from "./routes/hand-over-routes.ts";
import { addKitRoutes } from "./routes/kit-routes.ts";
import { addLedgerRoutes } from "./routes/ledger-routes.ts";
import { addOfflineRoutes } from "./routes/offline-routes.ts";
import { addOpenIdRoutes } from "./routes/open-id-routes.ts";
import { addOversightRoutes } from "./routes/oversight-routes.ts";
import { addOwnCommandRoutes } from "./routes/own-command-routes.ts";
import { addParticipantRoutes } from "./routes/participant-routes.ts";
import { addAgreementRoute, addRaterPoolRoutes } from "./routes/rater-pool-routes.ts";
import { addRatingRoutes } from "./routes/rating-routes.ts";
import { addReportRoutes } from "./routes/report-routes.ts";
import { addSessionRoutes } from "./routes/session-routes.ts";
import { addStudyRoutes } from "./routes/study-routes.ts";
import { addUnblindingRoutes } from "./routes/unblinding-routes.ts";
import type { ServerPorts } from "./server-ports.ts";

const largestBody = 8 * 1024 * 1024;

/** The HTTP server over the use cases, not listening yet. */
export function buildServer(ports: ServerPorts): FastifyInstance {
  const server = fastify({
    bodyLimit: largestBody,
    // Identity and arm never reach a log: no URLs with content, no bodies, no headers.
    logger: false,
    // Nothing here rests on an address or a protocol that a request claims for itself: the origin is configured.
    trustProxy: false,
    routerOptions: { maxParamLength: 400 },
    frameworkErrors: (error, _request, reply) =>
      answerBadAddress(error, reply as FastifyReply, ports.isHttps),
  });
  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(serializerCompiler);
  letGoWhenClosing(server);
  setSecurityHeaders(server, ports);
  guardDoor(server, ports);
  requireSoundInput(server);
  server.setErrorHandler(answerError);
  addRoutes(server, ports);
  // An address of the API that is none is no different from one that is not theirs; the app does not answer there.
  server.all("/api/*", { config: { access: { kind: "signed-in" } } }, answerNotFound);
  if (ports.appFolder !== undefined) addAppRoutes(server, ports.appFolder);
  server.setNotFoundHandler(answerNotFound);
  return server;
}

/** An address that cannot be decoded reaches no route and no hook; it gets the same headers all the same. */
function answerBadAddress({ message }: Error, reply: FastifyReply, isHttps: boolean): void {
  setHeaders(reply, isHttps);
  const problem = problemOf(invalidInput({ path: "url", message }));
  reply.status(problem.status).type("application/problem+json").send(problem);
}

function answerNotFound(_request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply.status(notFoundProblem.status).type("application/problem+json").send(notFoundProblem);
}

/** Every address that there is. */
export function addRoutes(server: FastifyInstance, ports: ServerPorts): void {
  addSessionRoutes(server, ports);
  addAccountRoutes(server, ports);
  addOpenIdRoutes(server, ports);
  addStudyRoutes(server, ports);
  addParticipantRoutes(server, ports);
  addRatingRoutes(server, ports);
  addKitRoutes(server, ports);
  addDosingSessionRoutes(server, ports);
  addRaterPoolRoutes(server, ports);
  addClosedRoutes(server, ports);
  addAgreementRoute(server, ports);
  addLedgerRoutes(server, ports);
  addOwnCommandRoutes(server, ports);
  addHandOverRoutes(server, ports);
  addUnblindingRoutes(server, ports);
  addEmergencyRoutes(server, ports);
  addOfflineRoutes(server, ports);
  addOversightRoutes(server, ports);
  addReportRoutes(server, ports);
  addCommandRoutes(server, ports);
}

/** Bad input becomes a problem with its paths; a fault is told of by its number alone. */
function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.type("application/problem+json");
  if (hasZodFastifySchemaValidationErrors(error)) {
    const issues = error.validation.map(({ instancePath, message }) => ({
      path: instancePath.split("/").filter(Boolean).join(".") || (error.validationContext ?? "body"),
      message: message ?? "not valid",
    }));
    const problem = problemOf(invalidInput(...issues));
    return reply.status(problem.status).send(problem);
  }
  if (error.statusCode !== undefined && error.statusCode < 500) {
    const problem = problemOf(invalidInput({ path: "body", message: error.message }));
    return reply.status(error.statusCode).send({ ...problem, status: error.statusCode });
  }
  process.stderr.write(
    `fault ${request.id} ${request.method} ${request.routeOptions.url ?? ""}: ${error.stack}\n`,
  );
  return reply.status(500).send({
    type: "about:blank",
    title: "Something went wrong",
    status: 500,
    detail: `This is a fault of the software, not of yours. Nothing was stored. Its number is ${request.id}.`,
    code: "fault",
  });
}
