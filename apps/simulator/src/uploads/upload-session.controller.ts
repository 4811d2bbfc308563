import { Body, Controller, HttpCode, Inject, Param, Post, Query, UseGuards } from '@nestjs/common';
import { z } from 'zod';

import { AccessGuard } from '../cloud-api/access.guard.ts';
import { GraphError, graphFaults } from '../cloud-api/graph.error.ts';
import { largestUploadBytes } from '../media/sendable-types.ts';
import { SIMULATOR_CONFIG, type SimulatorConfig } from '../simulator.config.ts';
import { UploadSessions } from './upload-sessions.ts';

const types = ['application/pdf', 'image/jpeg', 'image/jpg', 'image/png', 'video/mp4'];
const wrongLength = `\`file_length\` is the size of the file in bytes, at most ${largestUploadBytes}.`;

const fileSchema = z.object({
  file_length: z.coerce
    .number(wrongLength)
    .int(wrongLength)
    .positive(wrongLength)
    .max(largestUploadBytes, wrongLength),
  file_type: z.enum(types, `\`file_type\` is one of ${types.join(', ')}.`),
});

/** Where an upload in pieces is announced: `POST /v26.0/<app id>/uploads`. */
@Controller('v:version/:appId/uploads')
@UseGuards(AccessGuard)
export class UploadSessionController {
  constructor(
    @Inject(SIMULATOR_CONFIG) private readonly config: SimulatorConfig,
    private readonly sessions: UploadSessions,
  ) {}

  @Post()
  @HttpCode(200)
  open(
    @Param('appId') appId: string,
    @Query() query: Record<string, unknown>,
    @Body() body: unknown,
  ): { id: string } {
    if (appId !== this.config.appId) {
      throw new GraphError(graphFaults.unknownObject, `There is no app with ID '${appId}'.`);
    }
    const parsed = fileSchema.safeParse({ ...(body as object | undefined), ...query });
    if (!parsed.success) {
      throw new GraphError(
        graphFaults.invalidParameter,
        parsed.error.issues[0]?.message ?? 'Describe the file.',
      );
    }
    const { file_length: fileLength, file_type: fileType } = parsed.data;
    return { id: this.sessions.open({ fileLength, fileType }).id };
  }
}
