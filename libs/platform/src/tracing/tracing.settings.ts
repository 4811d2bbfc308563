import { rules, setting } from '../settings.ts';

const share = rules.text
  .optional()
  .transform((value) => (value === undefined ? 1 : Number(value)))
  .refine((value) => value >= 0 && value <= 1, 'must be a number from 0 to 1');

/** `name=value,other=value`, as OpenTelemetry has it. */
const headers = rules.text
  .optional()
  .transform((value) => (value ?? '').split(',').filter(Boolean))
  .refine((pairs) => pairs.every((pair) => pair.indexOf('=') > 0), 'must be as in name=value,other=value')
  .transform((pairs) =>
    Object.fromEntries(
      pairs.map((pair) => {
        const at = pair.indexOf('=');
        return [pair.slice(0, at).trim(), unescaped(pair.slice(at + 1).trim())];
      }),
    ),
  );

function unescaped(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** OpenTelemetry's own names, for every app. */
export const tracingSettings = {
  /** Where traces go; there are none when it is not set. Without `/v1/traces`. */
  otlpEndpoint: setting('OTEL_EXPORTER_OTLP_ENDPOINT', rules.url(['http', 'https']).optional()),
  otlpHeaders: setting('OTEL_EXPORTER_OTLP_HEADERS', headers, { fromFile: true }),
  /** How much of the messages is traced: 1 for all of them. */
  tracedShare: setting('OTEL_TRACES_SAMPLER_ARG', share),
};
