/** The API as an OpenAPI 3.1 document, made of the operations and their schemas. */
import { z } from 'zod';
import { commonProblems, operations, type Operation } from './operations.ts';
import { problems, problemType } from './problems.ts';
import {
  movedVisit,
  newLink,
  newVisit,
  portalLink,
  portalVisit,
  problem,
  type ProblemCode,
} from './schemas.ts';

type Json = { readonly [key: string]: unknown };

const reference = (schema: z.ZodType): Json => ({
  $ref: `#/components/schemas/${String(z.globalRegistry.get(schema)?.['id'])}`,
});

export function openApiDocument(): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const [operationId, operation] of Object.entries(operations)) {
    const { path, method } = operation;
    paths[path] = { ...paths[path], [method.toLowerCase()]: describe(operationId, operation) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Visit Desk: visits for your portal',
      version: '1',
      description:
        'Makes video visits at the clinic from another system. Ask from a server, never from a page: docs/portal-api.md.',
    },
    security: [{ key: [] }],
    paths,
    components: {
      securitySchemes: {
        key: {
          type: 'http',
          scheme: 'bearer',
          description: 'One key per system: `npm run service -- portal-key add`.',
        },
      },
      schemas: schemas(),
    },
  };
}

function schemas(): Json {
  const named = [newVisit, movedVisit, newLink, portalVisit, portalLink, problem].map((schema) => {
    const { $schema: _dialect, id, ...shape } = z.toJSONSchema(schema, { io: 'input' });
    return [String(id), shape] as const;
  });
  return Object.fromEntries(named);
}

function describe(operationId: string, operation: Operation): Json {
  const { summary, description, body, success, path, idempotencyKey } = operation;
  const byId = { name: 'visitId', in: 'path', required: true, schema: { type: 'string' } };
  const header = {
    name: 'Idempotency-Key',
    in: 'header',
    required: true,
    description: 'One for each visit or link, the same when the request is sent again.',
    schema: { type: 'string', minLength: 1, maxLength: 255 },
  };
  return {
    operationId,
    summary,
    ...(description !== undefined && { description }),
    parameters: [...(path.includes('{visitId}') ? [byId] : []), ...(idempotencyKey ? [header] : [])],
    ...(body && {
      requestBody: { required: true, content: { 'application/json': { schema: reference(body) } } },
    }),
    responses: {
      [success.status]: {
        description: success.description,
        content: { 'application/json': { schema: reference(success.schema) } },
      },
      ...problemResponses([...commonProblems, ...operation.problems]),
    },
  };
}

/** One response for each status, with the codes that come with it. */
function problemResponses(codes: readonly ProblemCode[]): Json {
  const byStatus = Map.groupBy(codes, (code) => problems[code].status);
  const described = [...byStatus].map(([status, of]) => {
    const description = of.map((code) => `\`${code}\`: ${problems[code].title}.`).join(' ');
    return [status, { description, content: { [problemType]: { schema: reference(problem) } } }] as const;
  });
  return Object.fromEntries(described);
}
