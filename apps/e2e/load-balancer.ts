import { once } from 'node:events';
import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** Passes webhooks to several ingresses in turn, byte for byte. While it has none, senders get 502 and try again. */
export class LoadBalancer {
  /** Base URLs of those that currently receive webhooks. */
  targets: string[] = [];
  /** How many webhooks went to them. */
  passed = 0;
  /** How many of them were refused. */
  refused = 0;
  readonly #server = createServer((request, response) => {
    void this.#pass(request.url ?? '/', request.headers, request).then(
      (status) => response.writeHead(status).end(),
      () => response.writeHead(502).end(),
    );
  });

  async listen(port: number): Promise<void> {
    await once(this.#server.listen(port, '127.0.0.1'), 'listening');
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #pass(
    path: string,
    headers: NodeJS.Dict<string | string[]>,
    body: NodeJS.ReadableStream,
  ): Promise<number> {
    const target = this.targets[this.passed++ % this.targets.length];
    if (!target) return 502;
    const kept = ['content-type', 'x-hub-signature-256'].map(
      (name) => [name, String(headers[name])] as const,
    );
    const { status } = await fetch(target + path, {
      method: 'POST',
      headers: Object.fromEntries(kept),
      body: await buffer(body),
    });
    if (status !== 200) this.refused++;
    return status;
  }
}
