import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { freePort } from '#platform';

import { GraphClient, type TextMessage } from './graph.client.ts';
import { GraphError } from './graph-error.ts';

interface Received {
  method?: string;
  url?: string;
  headers: IncomingHttpHeaders;
  body: unknown;
}

/** Stands in for the Graph API: remembers what came and answers as the test says. */
class StandIn {
  readonly received: Received[] = [];
  answer: RequestListener = (_, response) => response.end();
  readonly #server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method, url, headers } = request;
      this.received.push({ method, url, headers, body: JSON.parse(Buffer.concat(chunks).toString()) });
      this.answer(request, response);
    });
  });

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }
}

const json =
  (status: number, body: unknown): RequestListener =>
  (_, response) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
const accepted = json(200, {
  messaging_product: 'whatsapp',
  contacts: [{ input: '+16505551234', wa_id: '16505551234' }],
  messages: [{ id: 'wamid.ACCEPTED=' }],
});

describe('GraphClient', () => {
  let whatsapp: StandIn;
  let url: string;

  beforeEach(async () => {
    whatsapp = new StandIn();
    whatsapp.answer = accepted;
    url = await whatsapp.listen();
  });
  afterEach(() => whatsapp.close());

  const client = (apiBaseUrl = url, timeoutMs?: number): GraphClient =>
    new GraphClient(
      {
        apiTokens: ['first-token', 'second-token'],
        phoneNumberId: '106540352242922',
        apiBaseUrl,
        apiVersion: 'v26.0',
      },
      timeoutMs,
    );
  const message: TextMessage = {
    to: { phone: '16505551234', bsuid: 'US.13491208655302741918' },
    body: 'Grüße 😀 https://example.com',
    callbackData: '0190b3a4-0000-7000-8000-000000000000',
  };

  async function failure(sending: Promise<string>): Promise<GraphError> {
    const error: unknown = await sending.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(GraphError);
    return error as GraphError;
  }

  it('posts the message to the number in the version that is set, with the first token', async () => {
    expect(await client().sendText(message)).toBe('wamid.ACCEPTED=');

    expect(whatsapp.received).toHaveLength(1);
    expect(whatsapp.received[0]).toMatchObject({
      method: 'POST',
      url: '/v26.0/106540352242922/messages',
      headers: { authorization: 'Bearer first-token', 'content-type': 'application/json' },
      body: {
        messaging_product: 'whatsapp',
        recipient_type: 'individual',
        to: '+16505551234',
        type: 'text',
        text: { body: 'Grüße 😀 https://example.com', preview_url: false },
        biz_opaque_callback_data: '0190b3a4-0000-7000-8000-000000000000',
      },
    });
    expect(whatsapp.received[0]?.body).not.toHaveProperty('recipient');
  });

  it('addresses a person without a phone number by their user id', async () => {
    await client().sendText({ ...message, to: { bsuid: 'US.13491208655302741918' } });

    expect(whatsapp.received[0]?.body).toMatchObject({ recipient: 'US.13491208655302741918' });
    expect(whatsapp.received[0]?.body).not.toHaveProperty('to');
  });

  it('posts a template with the values that fill it', async () => {
    const components = [
      { type: 'body', parameters: [{ type: 'text', parameter_name: 'first_name', text: 'Jessica' }] },
    ];
    const { to, callbackData } = message;
    const template = { name: 'order_confirmation', language: 'en_US', components };

    expect(await client().sendTemplate({ to, callbackData, template })).toBe('wamid.ACCEPTED=');

    expect(whatsapp.received[0]?.body).toEqual({
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      to: '+16505551234',
      type: 'template',
      template: { name: 'order_confirmation', language: { code: 'en_US' }, components },
      biz_opaque_callback_data: callbackData,
    });
  });

  it('posts a template without values without components', async () => {
    const { to, callbackData } = message;

    await client().sendTemplate({
      to,
      callbackData,
      template: { name: 'hello_world', language: 'en_US', components: [] },
    });

    expect(whatsapp.received[0]?.body).toMatchObject({
      template: { name: 'hello_world', language: { code: 'en_US' } },
    });
    expect(whatsapp.received[0]?.body).not.toHaveProperty('template.components');
  });

  it("passes WhatsApp's code on when it refuses", async () => {
    whatsapp.answer = json(400, { error: { code: 131_026, message: 'Undeliverable', fbtrace_id: 'trace' } });

    expect(await failure(client().sendText(message))).toMatchObject({ outcome: 'refused', code: 131_026 });
  });

  it('takes the page of a gateway for no answer', async () => {
    whatsapp.answer = (_, response) =>
      response.writeHead(502, { 'content-type': 'text/html' }).end('<html>Bad Gateway</html>');

    expect(await failure(client().sendText(message))).toMatchObject({ outcome: 'unknown' });
  });

  it.each([{ messages: [] }, { messages: [{ id: '' }] }, {}, 'OK'])(
    'does not know whether it was sent when the answer is 200 with %p',
    async (body) => {
      whatsapp.answer = json(200, body);

      expect(await failure(client().sendText(message))).toMatchObject({ outcome: 'unknown' });
    },
  );

  it('does not know whether it was sent when the answer takes too long', async () => {
    whatsapp.answer = () => undefined;

    expect(await failure(client(url, 50).sendText(message))).toMatchObject({ outcome: 'unknown' });
    expect(whatsapp.received).toHaveLength(1);
  });

  it('does not know whether it was sent when the answer begins and never ends', async () => {
    whatsapp.answer = (_, response) => response.writeHead(200).write('{"messages":');

    expect(await failure(client(url, 50).sendText(message))).toMatchObject({ outcome: 'unknown' });
  });

  it('does not know whether it was sent when the answer comes drop by drop', async () => {
    let dripping: NodeJS.Timeout | undefined;
    whatsapp.answer = (_, response) => {
      response.writeHead(200);
      dripping = setInterval(() => response.write(' '), 10);
    };
    try {
      expect(await failure(client(url, 100).sendText(message))).toMatchObject({ outcome: 'unknown' });
    } finally {
      clearInterval(dripping);
    }
  });

  it('does not know whether it was sent when the connection breaks', async () => {
    whatsapp.answer = (request) => request.socket.destroy();

    expect(await failure(client().sendText(message))).toMatchObject({ outcome: 'unknown' });
  });

  it('knows that nothing was sent when nobody listens', async () => {
    const sending = client(`http://127.0.0.1:${await freePort()}`).sendText(message);

    expect(await failure(sending)).toMatchObject({ outcome: 'not sent' });
  });

  it('carries the token nowhere else, even if it is sent there', async () => {
    const elsewhere = new StandIn();
    elsewhere.answer = accepted;
    try {
      const target = await elsewhere.listen();
      whatsapp.answer = (_, response) => response.writeHead(307, { location: `${target}/messages` }).end();

      expect(await failure(client().sendText(message))).toMatchObject({ outcome: 'unknown' });
      expect(elsewhere.received).toEqual([]);
    } finally {
      await elsewhere.close();
    }
  });

  it('tells neither the recipient nor the words nor the token when it fails', async () => {
    whatsapp.answer = (request) => request.socket.destroy();

    const { message: told, stack } = await failure(client().sendText(message));

    expect(`${told} ${stack}`).not.toMatch(/16505551234|Grüße|first-token|US\.1349/);
  });

  it('uses one connection for messages that follow each other', async () => {
    const sockets = new Set<unknown>();
    whatsapp.answer = (request, response) => {
      sockets.add(request.socket);
      accepted(request, response);
    };
    const one = client();

    await one.sendText(message);
    await one.sendText(message);

    expect(sockets.size).toBe(1);
  });
});
