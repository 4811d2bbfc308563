import 'reflect-metadata';

import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { freePort } from '#platform';

import { SimulatorApp } from '../../test/simulator-app.ts';
import type { Verification } from './verification.schema.ts';

/** A webhook that takes `right-token`; a test replaces the answer to see what is said of it. */
const correct: RequestListener = (request, response) => {
  const query = new URL(request.url!, 'http://localhost').searchParams;
  const isRight = query.get('hub.mode') === 'subscribe' && query.get('hub.verify_token') === 'right-token';
  response.writeHead(isRight ? 200 : 403).end(isRight ? query.get('hub.challenge') : '');
};

let answer: RequestListener;
let asked: URL[];
let webhook: Server;
let url: string;
let simulator: SimulatorApp;

beforeEach(async () => {
  answer = correct;
  asked = [];
  webhook = createServer((request, response) => {
    asked.push(new URL(request.url!, 'http://localhost'));
    answer(request, response);
  }).listen(0, '127.0.0.1');
  await once(webhook, 'listening');
  url = `http://127.0.0.1:${(webhook.address() as AddressInfo).port}/webhook?keep=this`;
  simulator = await SimulatorApp.start({
    SIMULATOR_WEBHOOK_URL: url,
    WHATSAPP_WEBHOOK_VERIFY_TOKEN: 'right-token',
  });
});
afterEach(async () => {
  await simulator.close();
  webhook.closeAllConnections();
  webhook.close();
});

const verify = async (body?: object): Promise<Verification> =>
  (await simulator.call<Verification>('POST', '/_scenario/verify', body)).body;

describe('the verification of a webhook', () => {
  it('passes when the challenge comes back for the right token only', async () => {
    expect(await verify()).toMatchObject({ url, passed: true, checks: [{ passed: true }, { passed: true }] });

    for (const { pathname, searchParams } of asked) {
      expect(pathname).toBe('/webhook');
      expect(searchParams.get('keep')).toBe('this');
      expect(searchParams.get('hub.mode')).toBe('subscribe');
      expect(searchParams.get('hub.challenge')).toMatch(/^\d{10}$/);
    }
    expect(asked.map(({ searchParams }) => searchParams.get('hub.verify_token'))).toEqual([
      'right-token',
      'not-right-token',
    ]);
  });

  it('goes to another address, with another token, when it is told to', async () => {
    const other = url.replace('/webhook', '/other');

    expect(await verify({ url: other, verifyToken: 'guessed' })).toMatchObject({
      url: other,
      passed: false,
      checks: [
        { what: 'with the right verify token', passed: false, answered: 'HTTP 403 with an empty body' },
        { what: 'with a wrong verify token', passed: true },
      ],
    });
    expect(asked[0]?.pathname).toBe('/other');
  });

  it('fails when anything stands around the challenge', async () => {
    answer = (request, response) => {
      const { searchParams } = new URL(request.url!, 'http://localhost');
      response.end(JSON.stringify(searchParams.get('hub.challenge')));
    };

    const { passed, checks } = await verify();

    expect(passed).toBe(false);
    expect(checks[0]).toMatchObject({
      answered: expect.stringMatching(/^HTTP 200 with "\\"\d{10}\\""$/),
      expected: expect.stringMatching(/^HTTP 200 with the challenge \d{10} and nothing else/),
    });
  });

  it('fails when a stranger gets the challenge too', async () => {
    answer = (request, response) =>
      response.end(new URL(request.url!, 'http://localhost').searchParams.get('hub.challenge'));

    expect(await verify()).toMatchObject({
      passed: false,
      checks: [{ passed: true }, { what: 'with a wrong verify token', passed: false }],
    });
  });

  it('says so when nobody listens', async () => {
    const nobody = `http://127.0.0.1:${await freePort()}/webhook`;

    const { passed, checks } = await verify({ url: nobody });

    expect(passed).toBe(false);
    expect(checks.map(({ answered }) => answered)).toEqual([
      'no answer (ECONNREFUSED)',
      'no answer (ECONNREFUSED)',
    ]);
  });

  it('refuses an address that is none', async () => {
    expect((await simulator.call('POST', '/_scenario/verify', { url: 'webhook' })).status).toBe(400);
  });
});
