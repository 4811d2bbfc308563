import {
  type BeforeApplicationShutdown,
  type DynamicModule,
  type MiddlewareConsumer,
  Module,
  type NestModule,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import express from 'express';

import { HealthModule } from '#platform';

import { Accounts } from './accounts/accounts.ts';
import { Clock } from './clock.ts';
import { MessagesController } from './cloud-api/messages.controller.ts';
import { Outbound } from './cloud-api/outbound.ts';
import { DownloadController } from './media/download.controller.ts';
import { MediaNode } from './media/media.node.ts';
import { MediaShelf } from './media/media.shelf.ts';
import { NODE_KINDS, type NodeKind } from './nodes/node-kind.ts';
import { NodeController } from './nodes/node.controller.ts';
import { People } from './people.ts';
import { AttachmentController } from './phone/attachment.controller.ts';
import { Chats } from './phone/chats.ts';
import { Conversations } from './phone/conversations.ts';
import { Inbound } from './phone/inbound.ts';
import { PageController } from './phone/page.controller.ts';
import { PhoneController } from './phone/phone.controller.ts';
import { Rules } from './rules/rules.ts';
import { ServiceWindows } from './rules/service-windows.ts';
import { Books } from './scenario/books.ts';
import { Faults } from './scenario/faults.ts';
import { ScenarioController } from './scenario/scenario.controller.ts';
import { SimulatorAddress } from './simulator.address.ts';
import { SIMULATOR_CONFIG, type SimulatorConfig } from './simulator.config.ts';
import { Templates } from './templates/templates.ts';
import { VerificationController } from './webhooks/verification.ts';
import { WebhookCourier } from './webhooks/webhook.courier.ts';

/** WhatsApp on this machine: the Cloud API on one side, one person's phone on the other. Everything is in memory. */
@Module({})
export class SimulatorModule implements NestModule, BeforeApplicationShutdown {
  constructor(private readonly host: HttpAdapterHost) {}

  static with(config: SimulatorConfig): DynamicModule {
    return {
      module: SimulatorModule,
      imports: [HealthModule.needing()],
      controllers: [
        MessagesController,
        DownloadController,
        PhoneController,
        AttachmentController,
        PageController,
        ScenarioController,
        VerificationController,
        NodeController,
      ],
      providers: [
        { provide: SIMULATOR_CONFIG, useValue: config },
        People,
        Conversations,
        Inbound,
        Outbound,
        WebhookCourier,
        Clock,
        Accounts,
        Chats,
        Rules,
        ServiceWindows,
        Books,
        Faults,
        MediaShelf,
        MediaNode,
        { provide: NODE_KINDS, useFactory: (...kinds: NodeKind[]) => kinds, inject: [MediaNode] },
        Templates,
        SimulatorAddress,
      ],
    };
  }

  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(express.raw({ limit: '101mb', type: () => true })).forRoutes(AttachmentController);
    consumer
      .apply(express.json({ limit: '1mb' }))
      .forRoutes(
        MessagesController,
        NodeController,
        PhoneController,
        ScenarioController,
        VerificationController,
      );
  }

  /** An open phone page never hangs up by itself, nor does a send that is meant to get no answer. */
  beforeApplicationShutdown(): void {
    const server: ReturnType<NestExpressApplication['getHttpServer']> = this.host.httpAdapter.getHttpServer();
    server.closeAllConnections();
  }
}
