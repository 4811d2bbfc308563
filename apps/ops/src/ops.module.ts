import { type DynamicModule, Inject, type MiddlewareConsumer, Module, type NestModule } from '@nestjs/common';
import { APP_FILTER, HttpAdapterHost } from '@nestjs/core';
import express, { type Express } from 'express';

import { AuditStore, Database, DataModule, KeyAdmission } from '#data';
import { GateModule, HealthModule, SealingModule } from '#platform';
import {
  accountQueue,
  intentQueue,
  mediaQueue,
  outboundQueue,
  QueueDependency,
  type QueueLimits,
  QueuesModule,
  QueueWatch,
  statusQueue,
  typingQueue,
} from '#queues';

import { Access } from './access/access.ts';
import { Attempts } from './access/attempts.ts';
import { LoginController } from './access/login.controller.ts';
import { Sessions } from './access/sessions.ts';
import { Tokens } from './access/tokens.ts';
import { ActsController } from './acts/acts.controller.ts';
import { boardOf } from './board/board.ts';
import { DeadLettersController } from './dead-letters/dead-letters.controller.ts';
import { OPS_CONFIG, type OpsConfig } from './ops.config.ts';
import { OutageFilter } from './outage.filter.ts';
import { AppWatch } from './state/app-watch.ts';
import { DatabaseSights } from './state/database-sight.ts';
import { OpsStates } from './state/ops-state.ts';
import { StateController } from './state/state.controller.ts';
import type { WatchedApp } from './state/watched-app.ts';

const longestBody = '64kb';

/** The page for people on call, and its HTTP API. */
@Module({})
export class OpsModule implements NestModule {
  /** @param queueLimits other times than the usual ones, for tests */
  static with(config: OpsConfig, queueLimits?: QueueLimits): DynamicModule {
    return {
      module: OpsModule,
      imports: [
        SealingModule.with(config),
        DataModule.with(config),
        // Failed jobs are removed by the apps that work on them.
        QueuesModule.with(
          { ...config, retentionDays: undefined },
          { watches: [intentQueue, mediaQueue, outboundQueue, statusQueue, accountQueue, typingQueue] },
          queueLimits,
        ),
        HealthModule.needing(Database, KeyAdmission, QueueDependency),
        GateModule.over(Database, QueueDependency),
      ],
      controllers: [LoginController, StateController, DeadLettersController, ActsController],
      providers: [
        { provide: OPS_CONFIG, useValue: config },
        { provide: APP_FILTER, useClass: OutageFilter },
        { provide: Tokens, useFactory: () => new Tokens(config) },
        { provide: Sessions, useFactory: () => new Sessions(config) },
        { provide: Attempts, useFactory: () => new Attempts() },
        {
          provide: Access,
          inject: [Tokens, Sessions, Attempts],
          useFactory: (tokens: Tokens, sessions: Sessions, attempts: Attempts) =>
            new Access(tokens, sessions, attempts),
        },
        DatabaseSights,
        {
          provide: OpsStates,
          inject: [QueueWatch, DatabaseSights],
          useFactory: (queues: QueueWatch, sights: DatabaseSights) =>
            new OpsStates({
              apps: new AppWatch(config.apps ?? localApps(config)),
              queues,
              sights,
              queuesIn: queuesIn(config),
              phoneNumberId: config.phoneNumberId,
              messagesPerMinute: config.messagesPerMinute,
            }),
        },
        {
          provide: 'sampling',
          inject: [OpsStates],
          useFactory: (states: OpsStates) => states.sampling(),
        },
      ],
    };
  }

  constructor(
    private readonly host: HttpAdapterHost,
    private readonly access: Access,
    private readonly queues: QueueWatch,
    private readonly audit: AuditStore,
    @Inject(OPS_CONFIG) private readonly config: Pick<OpsConfig, 'trustedProxies' | 'redisUrl'>,
  ) {}

  /** Before all routes, those of other modules included. */
  configure(_consumer: MiddlewareConsumer): void {
    const app = this.host.httpAdapter.getInstance<Express>();
    app.set('trust proxy', this.config.trustedProxies ?? false);
    app.use(this.access.check);
    app.use('/queues', boardOf(this.queues, this.audit, queuesIn(this.config)));
    app.use(
      express.json({ limit: longestBody }),
      express.urlencoded({ extended: false, limit: longestBody }),
    );
  }
}

const queuesIn = ({ redisUrl }: Pick<OpsConfig, 'redisUrl'>): 'Redis' | 'PostgreSQL' =>
  redisUrl ? 'Redis' : 'PostgreSQL';

/** Those of `npm start`. */
const localApps = (config: OpsConfig): WatchedApp[] =>
  (['ingress', 'media', 'intent', 'notifier'] as const).map((name) => ({
    name,
    host: '127.0.0.1',
    port: config[`${name}Port`],
  }));
