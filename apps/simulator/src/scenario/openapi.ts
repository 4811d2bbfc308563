import { z } from 'zod';

import { managementRoutes } from '../management/management.routes.ts';
import { phoneRoutes } from '../phone/phone.routes.ts';
import type { Route } from './route.ts';
import { scenarioRoutes } from './scenario.routes.ts';

type Json = Record<string, unknown>;

const routes = { ...phoneRoutes, ...scenarioRoutes, ...managementRoutes };

/** The simulator's own API, which is what a test or a page steers it by. The Cloud API beside it is described by Meta. */
export function openApi(): Json {
  const paths: Record<string, Json> = {};
  for (const [name, route] of Object.entries<Route>(routes)) {
    paths[route.path] = { ...paths[route.path], [route.method]: operation(name, route) };
  }
  const info = {
    title: 'The WhatsApp simulator',
    version: '1',
    description: 'Sets the scene, acts as people on their phones, and tells what happened.',
  };
  return { openapi: '3.1.0', info, servers: [{ url: '/' }], paths };
}

function operation(operationId: string, { path, summary, query, body, answer }: Route): Json {
  const takesInput = query !== undefined || body !== undefined;
  return {
    operationId,
    tags: [path.startsWith('/_phone') ? 'phone' : 'scenario'],
    summary,
    parameters: [...pathParameters(path), ...queryParameters(query)],
    ...(body && { requestBody: { required: isRequired(body), content: contentOf(body) } }),
    responses: {
      ...(answer === undefined
        ? { 204: { description: 'Done.' } }
        : { 200: { description: 'Done.', content: contentOf(answer, 'output') } }),
      ...(takesInput && { 400: { description: 'Not understood; `message` says what is wrong.' } }),
    },
  };
}

function isRequired(body: z.ZodType | 'bytes'): boolean {
  return body === 'bytes' || !body.safeParse(undefined).success;
}

function contentOf(schema: z.ZodType | 'bytes' | 'events', io: 'input' | 'output' = 'input'): Json {
  if (schema === 'bytes') return { 'application/octet-stream': {} };
  if (schema === 'events') return { 'text/event-stream': {} };
  return { 'application/json': { schema: jsonSchemaOf(schema, io) } };
}

function pathParameters(path: string): Json[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
}

function queryParameters(query: z.ZodType | undefined): Json[] {
  if (!query) return [];
  const { properties = {}, required = [] } = jsonSchemaOf(query, 'input');
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
}

function jsonSchemaOf(schema: z.ZodType, io: 'input' | 'output'): z.core.JSONSchema.BaseSchema {
  // OpenAPI 3.1 names the dialect for the whole document.
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}
