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

import { Clock } from './clock.ts';
import { GraphDate } from './cloud-api/graph-date.ts';
import { MessagesController } from './cloud-api/messages/messages.controller.ts';
import { Outbound } from './cloud-api/messages/outbound.ts';
import { PayloadReader } from './cloud-api/messages/payload.reader.ts';
import { SendFaults } from './cloud-api/messages/send-faults.ts';
import { Statuses } from './cloud-api/messages/statuses.ts';
import {
  managementControllers,
  managementNodes,
  managementProviders,
} from './management/management.parts.ts';
import { DownloadController } from './media/download.controller.ts';
import { MediaNode } from './media/media.node.ts';
import { MediaShelf } from './media/media.shelf.ts';
import { PhoneFileController } from './media/phone-file.controller.ts';
import { UploadController } from './media/upload.controller.ts';
import { NODE_KINDS, type NodeKind } from './nodes/node-kind.ts';
import { NodeController } from './nodes/node.controller.ts';
import { People } from './people.ts';
import { ActsController } from './phone/acts.controller.ts';
import { AttachmentController } from './phone/attachment.controller.ts';
import { Chats } from './phone/chats.ts';
import { Conversations } from './phone/conversations.ts';
import { Inbound } from './phone/inbound.ts';
import { PageController } from './phone/page.controller.ts';
import { PhoneController } from './phone/phone.controller.ts';
import { Played } from './phone/played.ts';
import { Rules } from './rules/rules.ts';
import { sendRules } from './rules/send-gate.ts';
import { ServiceWindows } from './rules/service-windows.ts';
import { Books } from './scenario/books.ts';
import { Faults } from './scenario/faults.ts';
import { RawWebhookController } from './scenario/raw-webhook.controller.ts';
import { Reset } from './scenario/reset.ts';
import { ScenarioController } from './scenario/scenario.controller.ts';
import { SceneWatch } from './scenario/scene.ts';
import { SessionReplay } from './scenario/session.replay.ts';
import { SessionsController } from './scenario/sessions.controller.ts';
import { Sessions } from './scenario/sessions.ts';
import { StageController } from './scenario/stage.controller.ts';
import { WireController } from './scenario/wire.controller.ts';
import { Wire } from './scenario/wire.ts';
import { WireTap } from './scenario/wire.tap.ts';
import { SetupController, STANDS_ALONE } from './setup/setup.controller.ts';
import { SimulatorAddress } from './simulator.address.ts';
import { SIMULATOR_CONFIG, type SimulatorConfig } from './simulator.config.ts';
import { UploadBytesController, uploadPaths } from './uploads/upload-bytes.controller.ts';
import { UploadSessionController } from './uploads/upload-session.controller.ts';
import { UploadSessions } from './uploads/upload-sessions.ts';
import { VerificationController } from './webhooks/verification.ts';
import { WebhookCourier } from './webhooks/webhook.courier.ts';
import { WebhookDelivery } from './webhooks/webhook.delivery.ts';
import { WebhookPost } from './webhooks/webhook.post.ts';

/** WhatsApp on this machine: the Cloud API on one side, one person's phone on the other. Everything is in memory. */
@Module({})
export class SimulatorModule implements NestModule, BeforeApplicationShutdown {
  constructor(private readonly host: HttpAdapterHost) {}

  /** @param alone it was started for another project, which has to be pointed at it */
  static with(config: SimulatorConfig, { alone = false } = {}): DynamicModule {
    return {
      module: SimulatorModule,
      imports: [HealthModule.needing()],
      controllers: [
        MessagesController,
        UploadController,
        DownloadController,
        PhoneFileController,
        UploadSessionController,
        UploadBytesController,
        PhoneController,
        ActsController,
        AttachmentController,
        PageController,
        ScenarioController,
        StageController,
        RawWebhookController,
        WireController,
        SetupController,
        SessionsController,
        ...managementControllers,
        VerificationController,
        NodeController,
      ],
      providers: [
        { provide: SIMULATOR_CONFIG, useValue: config },
        { provide: STANDS_ALONE, useValue: alone },
        People,
        Conversations,
        Inbound,
        Outbound,
        PayloadReader,
        SendFaults,
        Statuses,
        ...sendRules,
        Played,
        WebhookCourier,
        WebhookDelivery,
        WebhookPost,
        Wire,
        Reset,
        Sessions,
        SessionReplay,
        Clock,
        ...managementProviders,
        Chats,
        Rules,
        ServiceWindows,
        Books,
        Faults,
        SceneWatch,
        MediaShelf,
        MediaNode,
        UploadSessions,
        {
          provide: NODE_KINDS,
          useFactory: (...kinds: NodeKind[]) => kinds,
          inject: [MediaNode, ...managementNodes],
        },
        SimulatorAddress,
      ],
    };
  }

  configure(consumer: MiddlewareConsumer): void {
    // Before anything reads a body.
    consumer.apply(WireTap, GraphDate).forRoutes('{*path}');
    consumer
      .apply(express.raw({ limit: '101mb', type: () => true }))
      .forRoutes(AttachmentController, RawWebhookController);
    consumer
      .apply(express.json({ limit: '1mb' }))
      .exclude(...uploadPaths)
      .forRoutes(
        MessagesController,
        ...managementControllers,
        NodeController,
        ActsController,
        ScenarioController,
        StageController,
        VerificationController,
        UploadSessionController,
      );
    // Graph takes forms too, with JSON in the fields that are no text.
    consumer
      .apply(express.urlencoded({ extended: false, limit: '1mb' }))
      .exclude(...uploadPaths)
      .forRoutes(MessagesController, ...managementControllers, NodeController, UploadSessionController);
    // A recorded session holds its files.
    consumer.apply(express.json({ limit: '101mb' })).forRoutes(SessionsController);
  }

  /** An open phone page never hangs up by itself, nor does a send that is meant to get no answer. */
  beforeApplicationShutdown(): void {
    const server: ReturnType<NestExpressApplication['getHttpServer']> = this.host.httpAdapter.getHttpServer();
    server.closeAllConnections();
  }
}
