import { Logger } from '@nestjs/common';
import type { SpanExporter } from '@opentelemetry/sdk-trace';

type Export = SpanExporter['export'];

/** Says in the log, once, that traces do not arrive, and when they do again. */
export class WatchedExporter implements SpanExporter {
  readonly #logger = new Logger('traces');
  #isFailing = false;

  constructor(private readonly exporter: SpanExporter) {}

  readonly export: Export = (spans, done) => {
    this.exporter.export(spans, (result) => {
      this.#note(result.error);
      done(result);
    });
  };

  shutdown(): Promise<void> {
    return this.exporter.shutdown();
  }

  forceFlush(): Promise<void> {
    return this.exporter.forceFlush?.() ?? Promise.resolve();
  }

  #note(error: Error | undefined): void {
    if ((error !== undefined) === this.#isFailing) return;
    this.#isFailing = error !== undefined;
    if (error) {
      this.#logger.warn({
        message: 'do not arrive, and are lost; messages are not held up',
        reason: error.message,
      });
    } else this.#logger.log({ message: 'arrive again' });
  }
}
