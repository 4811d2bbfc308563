import { Inject, Injectable } from '@nestjs/common';

import { Clock } from '../clock.ts';
import { GraphError, graphFaults } from '../cloud-api/graph.error.ts';
import type { NodeKind, Query } from '../nodes/node-kind.ts';
import { SimulatorAddress } from '../simulator.address.ts';
import { SIMULATOR_CONFIG, type SimulatorConfig } from '../simulator.config.ts';
import { MediaShelf } from './media.shelf.ts';

/** Where the business asks for a file by its id: `GET /v26.0/<media id>`. */
@Injectable()
export class MediaNode implements NodeKind {
  constructor(
    @Inject(SIMULATOR_CONFIG) private readonly config: SimulatorConfig,
    private readonly shelf: MediaShelf,
    private readonly address: SimulatorAddress,
    private readonly clock: Clock,
  ) {}

  get(id: string, { phone_number_id: phoneNumberId }: Query): object | undefined {
    const file = this.shelf.find(id);
    if (!file) return undefined;
    if (phoneNumberId !== undefined && phoneNumberId !== this.config.phoneNumberId) {
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
