import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';

import {
  type BeforeApplicationShutdown,
  HttpException,
  HttpStatus,
  Inject,
  Injectable,
  InternalServerErrorException,
  Logger,
  type OnModuleInit,
  UnsupportedMediaTypeException,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';

import { isSignature } from '#whatsapp';

import { INGRESS_LIMITS, type IngressLimits } from './ingress.limits.ts';
import { AbortedError, tooBusy, tooLarge, WebhookBodies } from './webhook.body.ts';
import { badSignature, WebhookIntake } from './webhook.intake.ts';
import { WebhookLog } from './webhook.log.ts';
import { countAccepted, countRefused } from './webhook.metrics.ts';

const processing = JSON.stringify({ status: 'processing' });
const retryAfterSeconds = '1';

/**
 * `POST /webhook`, handled directly on the HTTP server: Express alone would cost more than everything done here. All
 * other requests go to Express as usual.
 */
@Injectable()
export class WebhookReceiver implements OnModuleInit, BeforeApplicationShutdown {
  readonly #logger = new Logger('webhook');
  readonly #bodies: WebhookBodies;
  #waiting = 0;
  #closing = false;

  constructor(
    private readonly adapterHost: HttpAdapterHost,
    @Inject(INGRESS_LIMITS) private readonly limits: IngressLimits,
    private readonly intake: WebhookIntake,
    private readonly log: WebhookLog,
  ) {
    this.#bodies = new WebhookBodies(limits);
  }

  onModuleInit(): void {
    const server = this.adapterHost.httpAdapter.getHttpServer() as Server;
    const usual = server.listeners('request') as RequestListener[];
    server.removeAllListeners('request');
    server.on('request', (request, response) => {
      if (isWebhook(request)) void this.#receive(request, response);
      else for (const listener of usual) listener.call(server, request, response);
    });
  }

  /** From now on each answer closes its connection; keep-alive would hold the server open until it times out. */
  beforeApplicationShutdown(): void {
    this.#closing = true;
  }

  async #receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const startedAtMs = performance.now();
    try {
      this.#refuseUnread(request);
      await this.#bodies.lend(request, async (body) => {
        const split = this.intake.read(body, signatureOf(request));
        if (this.#waiting >= this.limits.waitingRequests) throw tooBusy();
        this.#waiting++;
        try {
          await this.intake.enqueue(split);
        } finally {
          this.#waiting--;
        }
        this.#answer(response, HttpStatus.OK, processing);
        countAccepted(split, startedAtMs);
        this.log.accepted(split);
      });
    } catch (error) {
      this.#refuse(request, response, error);
    }
  }

  /** Refuses what it can before reading the body. */
  #refuseUnread({ headers }: IncomingMessage): void {
    const encoding = headers['content-encoding'] ?? 'identity';
    if (encoding.toLowerCase() !== 'identity') {
      throw new UnsupportedMediaTypeException(
        'Content-Encoding must be identity: the signature covers the bytes',
      );
    }
    if (!isSignature(headers['x-hub-signature-256'])) throw badSignature();
    if (Number(headers['content-length']) > this.limits.bodyBytes) throw tooLarge(this.limits.bodyBytes);
    if (this.#bodies.full || this.#waiting >= this.limits.waitingRequests) throw tooBusy();
  }

  #refuse(request: IncomingMessage, response: ServerResponse, error: unknown): void {
    if (error instanceof AbortedError) return;
    const known = error instanceof HttpException;
    if (!known) this.#logger.error(error);
    const refusal = known ? error : new InternalServerErrorException();
    const { cause } = refusal;
    this.log.refused(refusal.message, cause instanceof Error ? cause.message : undefined);
    countRefused(refusal.getStatus());
    this.#answer(response, refusal.getStatus(), JSON.stringify(refusal.getResponse()));
    if (!request.complete) this.#drop(request);
  }

  /** Closing a connection with unread bytes resets it, and the sender would miss the answer. */
  #drop(request: IncomingMessage): void {
    request.resume();
    const timer = setTimeout(() => request.destroy(), this.limits.dropMs);
    request.once('close', () => clearTimeout(timer));
  }

  #answer(response: ServerResponse, status: HttpStatus, body: string): void {
    response.writeHead(status, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(body),
      ...(status === HttpStatus.SERVICE_UNAVAILABLE && { 'retry-after': retryAfterSeconds }),
      ...(this.#closing && { connection: 'close' }),
    });
    response.end(body);
  }
}

const signatureOf = ({
  headers: { 'x-hub-signature-256': signature },
}: IncomingMessage): string | undefined => (typeof signature === 'string' ? signature : undefined);

/** Matches paths as Express does: case-insensitive, with or without a trailing slash. */
const isWebhook = ({ method, url }: IncomingMessage): boolean =>
  method === 'POST' && (url === '/webhook' || /^\/webhook\/?(?:\?|$)/i.test(url ?? ''));
