import { Controller, Get, Inject, Param, Query, UseGuards } from '@nestjs/common';

import { Clock } from '../clock.ts';
import { MediaShelf } from '../media/media.shelf.ts';
import { SimulatorAddress } from '../simulator.address.ts';
import { SIMULATOR_CONFIG, type SimulatorConfig } from '../simulator.config.ts';
import { AccessGuard } from './access.guard.ts';
import { GraphError, graphFaults } from './graph.error.ts';

/** Where the business asks for a file by its id: `GET /v26.0/<media id>`. */
@Controller('v:version/:mediaId')
@UseGuards(AccessGuard)
export class MediaController {
  constructor(
    @Inject(SIMULATOR_CONFIG) private readonly config: SimulatorConfig,
    private readonly shelf: MediaShelf,
    private readonly address: SimulatorAddress,
    private readonly clock: Clock,
  ) {}

  @Get()
  describe(@Param('mediaId') id: string, @Query('phone_number_id') phoneNumberId?: string): object {
    const file = this.shelf.find(id);
    if (!file || (phoneNumberId !== undefined && phoneNumberId !== this.config.phoneNumberId)) {
      throw new GraphError(graphFaults.invalidParameter, `There is no file with ID '${id}' for this number.`);
    }
    return {
      messaging_product: 'whatsapp',
      url: this.address.url + this.shelf.link(file, this.clock.now()),
      mime_type: file.mimeType,
      // Hex here, base64 in webhooks.
      sha256: file.sha256.toString('hex'),
      file_size: String(file.bytes.length),
      id,
    };
  }
}
