import 'reflect-metadata';

import { HttpAdapterHost } from '@nestjs/core';

import { SimulatorApp } from '../../test/simulator-app.ts';
import { phoneRoutes } from '../phone/phone.routes.ts';
import { scenarioRoutes } from './scenario.routes.ts';

interface Operation {
  operationId: string;
  summary: string;
  parameters: { name: string; in: string; required: boolean; schema: object }[];
  requestBody?: { content: Record<string, { schema?: Record<string, unknown> }> };
  responses: Record<string, { description: string; content?: object }>;
}

interface Document {
  openapi: string;
  info: { title: string; version: string };
  paths: Record<string, Record<string, Operation>>;
}

let simulator: SimulatorApp;
let description: Document;

beforeAll(async () => {
  simulator = await SimulatorApp.start();
  description = (await simulator.call<Document>('GET', '/_scenario/openapi.json')).body;
});
afterAll(() => simulator.close());

const operations = (): [string, string, Operation][] =>
  Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, string, Operation] => [
      method,
      path,
      operation,
    ]),
  );

/** What the server really answers to, from its router. */
function served(): string[] {
  const instance = simulator.get(HttpAdapterHost).httpAdapter.getInstance() as {
    router: {
      stack: { route?: { path: string | string[]; methods: Record<string, boolean> }; name: string }[];
    };
  };
  const routes = instance.router.stack.flatMap(({ route }) => {
    if (!route) return [];
    const methods = Object.keys(route.methods).filter((method) => method !== 'head');
    return [route.path]
      .flat()
      .flatMap((path) => methods.map((method) => `${method} ${path.replace(/\/$/, '')}`));
  });
  return [...new Set(routes)].filter((route) =>
    /^(get|post|patch|put|delete) \/_(scenario|phone)/.test(route),
  );
}

describe('the description of the API', () => {
  it('has the structure of OpenAPI 3.1', () => {
    expect(description).toMatchObject({
      openapi: expect.stringMatching(/^3\.1\.\d+$/),
      info: { title: expect.any(String), version: expect.any(String) },
    });
    const ids = operations().map(([, , { operationId }]) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [method, path, operation] of operations()) {
      expect(path).toMatch(/^\/(_scenario|_phone)\//);
      expect(['get', 'post', 'patch', 'delete']).toContain(method);
      expect(operation.summary).toMatch(/\.$/);
      expect(Object.keys(operation.responses).some((status) => status.startsWith('2'))).toBe(true);
      for (const { description: says } of Object.values(operation.responses)) expect(says).not.toBe('');
      const inPath = operation.parameters.filter((one) => one.in === 'path').map(({ name }) => name);
      expect(inPath).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
      for (const { schema } of operation.parameters) expect(schema).toHaveProperty('type');
      if (method === 'get') expect(operation).not.toHaveProperty('requestBody');
    }
  });

  it('has every route of the controllers', () => {
    const described = new Set(
      operations().map(([method, path]) => `${method} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
    );
    expect(served().length).toBeGreaterThan(20);
    expect(served().filter((route) => !described.has(route))).toEqual([]);
  });

  it('tells what a body must hold', () => {
    const { requestBody } = description.paths['/_scenario/clock']!.post!;
    expect(requestBody!.content['application/json']!.schema).toMatchObject({
      type: 'object',
      properties: { advanceMs: { type: 'integer', minimum: 0 } },
      required: ['advanceMs'],
    });
  });
});

it('answers as it is described', async () => {
  await simulator.call('POST', '/_phone/messages', { text: 'hi' });
  await simulator.graph('POST', '/106540352242922/messages', {
    messaging_product: 'whatsapp',
    to: '16505551234',
    type: 'text',
    text: { body: 'hello' },
  });
  const routes = { ...phoneRoutes, ...scenarioRoutes };
  const checked = Object.values(routes).filter((route) => route.method === 'get' && 'answer' in route);
  for (const { path, ...route } of checked) {
    if (path.includes('{') || !('answer' in route) || typeof route.answer === 'string') continue;
    const { body } = await simulator.call('GET', path);
    expect([path, route.answer.safeParse(body).error]).toEqual([path, undefined]);
  }
});
