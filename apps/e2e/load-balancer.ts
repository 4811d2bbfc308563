import { once } from 'node:events';
import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** Passes webhooks to several ingresses in turn, byte for byte. While it has none, senders get 502 and try again. */
export class LoadBalancer {
  #targets: string[] = [];
  /** What each target is still to answer. */
  readonly #underWay = new Map<string, Set<Promise<unknown>>>();
  #passed = 0;
  /** What webhooks were answered with that were not taken. */
  readonly refusals = new Set<number>();
  readonly #server = createServer((request, response) => {
    void this.#pass(request.url ?? '/', request.headers, request).then(
      (status) => response.writeHead(status).end(),
      () => response.writeHead(502).end(),
    );
  });

  get hasTargets(): boolean {
    return this.#targets.length > 0;
  }

  /** @param urls base URLs of those that receive webhooks from now on. Resolves when the others have answered what they got until then. */
  async lead(...urls: string[]): Promise<void> {
    const former = this.#targets.filter((one) => !urls.includes(one));
    this.#targets = urls;
    await Promise.allSettled(former.flatMap((one) => [...(this.#underWay.get(one) ?? [])]));
  }

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
    const bytes = await buffer(body);
    const target = this.#targets[this.#passed++ % this.#targets.length];
    if (!target) return 502;
    const kept = ['content-type', 'x-hub-signature-256'].map(
      (name) => [name, String(headers[name])] as const,
    );
    const answer = fetch(target + path, {
      method: 'POST',
      // A connection that was kept may be closed at the moment when it is used again.
      headers: { ...Object.fromEntries(kept), connection: 'close' },
      body: bytes,
    });
    const underWay = this.#underWay.get(target) ?? new Set<Promise<unknown>>();
    this.#underWay.set(target, underWay.add(answer));
    const { status } = await answer.finally(() => underWay.delete(answer));
    if (status !== 200) this.refusals.add(status);
    return status;
  }
}
