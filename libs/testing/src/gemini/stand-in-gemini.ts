import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as textOf } from 'node:stream/consumers';

import { answered, uselessAnswers } from './gemini-answers.ts';
import { type ApiError, apiError, apiErrors } from './gemini-errors.ts';
import { readRequest, type RecordedRequest } from './gemini-request.ts';

/** What can go wrong: see `apiErrors` and `uselessAnswers`; and an answer that never comes, breaks off, or is no JSON at all. */
export type GeminiTrouble =
  keyof typeof apiErrors | keyof typeof uselessAnswers | 'hangs' | 'cut_off' | 'web_page';

type Matcher = (request: RecordedRequest) => boolean;
type Answer = object | ((request: RecordedRequest) => object | Promise<object>);

/** A stand-in for the Gemini API that checks requests as the real one does and answers what the test says. */
export class StandInGemini {
  readonly apiKey = 'stand-in-key';
  readonly model = 'gemini-3.5-flash';
  /** Accepted requests, also those that were answered with an error; oldest first. */
  readonly requests: RecordedRequest[] = [];
  /** Calls that came in, whatever became of them. */
  calls = 0;
  #answers: { matches: Matcher; answer: Answer }[] = [];
  #troubles: GeminiTrouble[] = [];

  readonly url: string;

  private constructor(private readonly server: Server) {
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on('request', (request, response) => void this.#handle(request, response));
  }

  static async start(): Promise<StandInGemini> {
    // None is closed just as it is used again, however long a test stands still.
    const server = createServer({ keepAliveTimeout: 600_000 });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new StandInGemini(server);
  }

  /** Environment of an app that uses it. */
  get settings(): Record<string, string> {
    return { GEMINI_API_KEY: this.apiKey, GEMINI_API_BASE_URL: this.url };
  }

  /** From now on the model answers this to matching requests; the newest match counts. */
  answer(answer: Answer, matches: Matcher = () => true): void {
    this.#answers.unshift({ matches, answer });
  }

  /** The next calls meet these troubles, one each; answers follow after them. */
  fail(...troubles: GeminiTrouble[]): void {
    this.#troubles.push(...troubles);
  }

  forget(): void {
    this.requests.length = 0;
    this.calls = 0;
    this.#answers = [];
    this.#troubles = [];
  }

  async close(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refuse = ({ status, body }: ApiError): void => sendJson(response, status, body);
    const [, model, task] = /^\/v1beta\/models\/([\w.-]+)(:generateContent)?$/.exec(request.url ?? '') ?? [];
    if (model === undefined || request.method !== (task ? 'POST' : 'GET')) {
      return refuse(apiError(404, 'NOT_FOUND', ''));
    }
    const key = request.headers['x-goog-api-key'];
    if (key === undefined) return refuse(apiErrors.forbidden);
    if (key !== this.apiKey) return refuse(apiErrors.invalid_key);
    if (model !== this.model) return refuse(apiErrors.unknown_model);
    if (!task) return sendJson(response, 200, { name: `models/${model}` });
    this.calls++;
    try {
      await this.#generate(readRequest(model, await textOf(request)), response);
    } catch (error) {
      refuse(apiError(400, 'INVALID_ARGUMENT', String(error)));
    }
  }

  async #generate(request: RecordedRequest, response: ServerResponse): Promise<void> {
    this.requests.push(request);
    const trouble = this.#troubles.shift();
    if (trouble) return makeTrouble(trouble, response);
    const found = this.#answers.find(({ matches }) => matches(request));
    if (!found) throw new Error('the test gave no answer to this request');
    const { answer } = found;
    sendJson(response, 200, answered(typeof answer === 'function' ? await answer(request) : answer));
  }
}

function makeTrouble(trouble: GeminiTrouble, response: ServerResponse): void {
  if (trouble === 'hangs') return;
  if (trouble === 'web_page') return void response.writeHead(200).end('<html>Sign in to this network</html>');
  if (trouble === 'cut_off') {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' });
    response.write('{"candidates": [{"content": ', () => response.destroy());
    return;
  }
  if (trouble in apiErrors) {
    const { status, body } = apiErrors[trouble as keyof typeof apiErrors];
    return sendJson(response, status, body);
  }
  sendJson(response, 200, uselessAnswers[trouble as keyof typeof uselessAnswers]);
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=UTF-8' }).end(JSON.stringify(body));
}
