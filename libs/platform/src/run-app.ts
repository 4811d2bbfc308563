import { type DynamicModule, type INestApplication, Logger, type LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';

import { lastLinesWritten } from './log-output.ts';
import { JsonLogger } from './logger.ts';
import { hostSetting, hostWarningSetting } from './ports.ts';
import { loadConfig, type Config, type Setting, type Settings, SettingsError } from './settings.ts';
import { tracingSettings } from './tracing/tracing.settings.ts';

const usualShutdownLimitMs = 10_000;

interface App<S extends Settings> {
  name: string;
  settings: S;
  module: (config: Config<S>) => DynamicModule;
  /** What may still forbid the app to work once it listens: it ends when this rejects. */
  admission?: (nest: INestApplication) => Promise<void>;
  /** The address to listen on when HOST does not say; all of this machine's unless the app is for this machine alone. */
  host?: string;
  /** Source of the settings, if not this process's environment alone. */
  environment?: NodeJS.ProcessEnv;
  /** For an app that a person watches in a terminal. */
  logger?: LoggerService;
  /** How long work may take to finish once the app is to stop. */
  shutdownLimitMs?: number;
  /** How long the reader of the log may take for its last lines. */
  lastLinesLimitMs?: number;
}

/**
 * Starts one app as a process of its own: settings, wiring, port, signals. Exits 1 with a plain message when it can not.
 * @returns the settings, once the app listens and may work
 */
export async function runApp<S extends Settings & { port: Setting<number> }>(
  app: App<S>,
): Promise<Config<S>> {
  try {
    const config = loadConfig(
      { ...app.settings, ...tracingSettings, listensOn: hostSetting, hostWarning: hostWarningSetting },
      app.environment,
    );
    const nest = await NestFactory.create<NestExpressApplication>(app.module(config), {
      bodyParser: false,
      logger: app.logger ?? new JsonLogger(app.name),
      abortOnError: false,
    });
    nest.disable('x-powered-by');
    stopOnSignals(nest, app, await tracing(app.name, config));
    if (config.hostWarning) new Logger(app.name).warn({ message: config.hostWarning });
    const host = config.listensOn ?? app.host;
    await (host ? nest.listen(config.port, host) : nest.listen(config.port));
    new Logger(app.name).log({ message: 'listening', port: config.port });
    await app.admission?.(nest);
    return config;
  } catch (error) {
    process.stderr.write(`${app.name} could not start. ${explain(error, app.settings.port.name)}\n`);
    return await end(1);
  }
}

/** @returns what is to be done at the end */
async function tracing(
  app: string,
  { otlpEndpoint: endpoint, otlpHeaders: headers, tracedShare: share }: Config<typeof tracingSettings>,
): Promise<() => Promise<void>> {
  if (endpoint === undefined) return () => Promise.resolve();
  // Loaded only where it is used.
  const { startTracing } = await import('./tracing/start-tracing.ts');
  return startTracing(app, { endpoint, headers, share });
}

/** Stops this app as SIGTERM does, but with exit code 1: whoever supervises it starts it anew. */
export function restart(reason: string): void {
  new Logger('restart').error({ message: 'this process ends, to be started anew', reason });
  process.exitCode = 1;
  process.kill(process.pid, 'SIGTERM');
}

async function end(code: number, lastLinesLimitMs?: number): Promise<never> {
  await lastLinesWritten(lastLinesLimitMs);
  return process.exit(code);
}

function stopOnSignals(
  nest: NestExpressApplication,
  {
    shutdownLimitMs = usualShutdownLimitMs,
    lastLinesLimitMs,
  }: Pick<App<never>, 'shutdownLimitMs' | 'lastLinesLimitMs'>,
  endTracing: () => Promise<void>,
): void {
  let stopping = false;
  const stop = (reason: string): void => {
    if (stopping) return;
    stopping = true;
    const logger = new Logger('shutdown');
    logger.log({ message: 'stopping', reason });
    setTimeout(() => {
      logger.error({ message: 'work did not finish in time; another worker will take it over' });
      void end(1, lastLinesLimitMs);
    }, shutdownLimitMs).unref();
    nest.close().then(
      () => endTracing().then(() => end(Number(process.exitCode ?? 0), lastLinesLimitMs)),
      (error: unknown) => {
        logger.error(error);
        return end(1, lastLinesLimitMs);
      },
    );
  };
  process.on('SIGTERM', () => stop('SIGTERM'));
  process.on('SIGINT', () => stop('SIGINT'));
  // Started by `npm start`: must exit with that process, however it ended.
  process.on('disconnect', () => stop('the process that started this one is gone'));
}

function explain(error: unknown, portSetting: string): string {
  if (error instanceof SettingsError) return error.message;
  const fault = error as NodeJS.ErrnoException & { address?: string; port?: number };
  if (fault.code === 'EADDRINUSE') {
    return `Port ${fault.port} is in use. Stop what listens there or set ${portSetting} to a free port.`;
  }
  if (fault.code === 'EADDRNOTAVAIL') return `HOST: ${fault.address} is no address of this machine.`;
  return fault.stack ?? String(error);
}
