import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

interface WireSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: { key: string; value: Record<string, unknown> }[];
  status: { code?: number };
}

interface WireTraces {
  resourceSpans: {
    resource: { attributes: WireSpan['attributes'] };
    scopeSpans: { spans: WireSpan[] }[];
  }[];
}

/** A span as an app exported it. */
export interface CollectedSpan extends Omit<WireSpan, 'attributes'> {
  service: string;
  attributes: Record<string, unknown>;
}

const toRecord = (attributes: WireSpan['attributes']): Record<string, unknown> =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));

/** An OpenTelemetry collector that takes traces over OTLP/HTTP as JSON and keeps them, or, when it `hangs`, never answers. */
export class TraceCollector {
  readonly spans: CollectedSpan[] = [];
  /** All that was sent. */
  wire = '';
  requests = 0;
  readonly headers: Record<string, unknown>[] = [];

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start({ hangs = false } = {}): Promise<TraceCollector> {
    const server = createServer();
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const collector = new TraceCollector(
      server,
      `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    );
    server.on('request', (request, response) => {
      collector.requests++;
      collector.headers.push(request.headers);
      if (hangs || request.url !== '/v1/traces') return;
      void collector.#take(request, response);
    });
    return collector;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#keep((await json(request)) as WireTraces);
    response.setHeader('Content-Type', 'application/json').end('{}');
  }

  #keep(traces: WireTraces): void {
    this.wire += JSON.stringify(traces);
    for (const { resource, scopeSpans } of traces.resourceSpans) {
      const service = String(toRecord(resource.attributes)['service.name']);
      for (const { attributes, ...span } of scopeSpans.flatMap(({ spans }) => spans))
        this.spans.push({ ...span, service, attributes: toRecord(attributes) });
    }
  }
}
