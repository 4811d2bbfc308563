import { Injectable, Module } from '@nestjs/common';
import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

import { waitUntil } from '#testing';

import type { Dependency } from './dependency.ts';
import { HealthModule } from './health.module.ts';
import { intervalTask } from './interval-task.ts';

/** The dependency's state in the test: up, down or silent. */
@Injectable()
class Database implements Dependency {
  readonly dependencyName = 'database';
  ping = (): Promise<unknown> => Promise.resolve();
  isCauseOf = (): boolean => false;
}

@Injectable()
class Queues implements Dependency {
  readonly dependencyName = 'queues';
  ping = (): Promise<unknown> => Promise.resolve();
  isCauseOf = (): boolean => false;
}

@Injectable()
class Scheduler {
  work = (): Promise<void> => Promise.resolve();
  warning?: string;
}

@Module({ providers: [Database, Queues], exports: [Database, Queues] })
class DependenciesModule {}

describe('health of an app', () => {
  let app: INestApplication;
  let database: Database;

  beforeEach(async () => {
    class TestModule {}
    app = await NestFactory.create(
      {
        module: TestModule,
        imports: [{ module: DependenciesModule, global: true }, HealthModule.needing(Database, Queues)],
        providers: [
          Scheduler,
          intervalTask(
            Scheduler,
            1,
            (one) => one.work(),
            (one) => one.warning,
          ),
        ],
      },
      { logger: false },
    );
    await app.listen(0, '127.0.0.1');
    database = app.get(Database);
  });
  afterEach(() => app.close());

  async function ask(path: 'live' | 'ready'): Promise<{ status: number; body: unknown }> {
    const response = await fetch(`${await app.getUrl()}/health/${path}`);
    return { status: response.status, body: await response.json() };
  }

  it('is ready while everything it needs answers', async () => {
    expect(await ask('ready')).toMatchObject({
      status: 200,
      body: { status: 'ok', info: { database: { status: 'up' }, queues: { status: 'up' } } },
    });
  });

  it('is not ready when one of them fails, and says which and why', async () => {
    database.ping = () => Promise.reject(new Error('connection refused'));

    expect(await ask('ready')).toMatchObject({
      status: 503,
      body: {
        status: 'error',
        info: { queues: { status: 'up' } },
        error: { database: { status: 'down', message: 'connection refused' } },
      },
    });
  });

  it('is not ready when one of them never answers', async () => {
    database.ping = () => new Promise(() => undefined);

    expect(await ask('ready')).toMatchObject({
      status: 503,
      body: { error: { database: { status: 'down' } } },
    });
  });

  it('is not ready while an interval task fails again and again, and says which', async () => {
    const scheduler = app.get(Scheduler);
    scheduler.work = () => Promise.reject(new Error('a word of somebody'));
    await waitUntil('it is not ready', async () => (await ask('ready')).status === 503);

    const { body } = await ask('ready');
    expect(body).toMatchObject({
      info: { database: { status: 'up' } },
      error: { Scheduler: { status: 'down', message: expect.stringContaining('times in a row') } },
    });
    expect(JSON.stringify(body)).not.toContain('somebody');

    scheduler.work = () => Promise.resolve();
    await waitUntil('it is ready again', async () => (await ask('ready')).status === 200);
  });

  it('is ready when an interval task has something to say, and passes it on', async () => {
    expect((await ask('ready')).body).not.toHaveProperty('info.Scheduler');
    app.get(Scheduler).warning = '3 reminders wait';

    expect(await ask('ready')).toMatchObject({
      status: 200,
      body: { info: { Scheduler: { status: 'up', warning: '3 reminders wait' } } },
    });
  });

  it('counts as metrics what has something to say, without its words', async () => {
    app.get(Scheduler).warning = '3 reminders wait';

    const text = await (await fetch(`${await app.getUrl()}/metrics`)).text();

    expect(text).toContain('handsfree_readiness_warning{what="Scheduler"} 1');
    expect(text).toContain('handsfree_readiness_warning{what="database"} 0');
    expect(text).not.toContain('reminders wait');
  });

  it('is ready again when it is back', async () => {
    const up = database.ping;
    database.ping = () => Promise.reject(new Error('connection refused'));
    expect(await ask('ready')).toMatchObject({ status: 503 });

    database.ping = up;

    expect(await ask('ready')).toMatchObject({ status: 200 });
  });

  it('lives on while what it needs is down: a restart would not help', async () => {
    database.ping = () => Promise.reject(new Error('connection refused'));

    expect(await ask('live')).toMatchObject({ status: 200, body: { status: 'ok' } });
  });
});
