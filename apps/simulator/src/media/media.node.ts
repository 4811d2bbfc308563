import { Injectable } from '@nestjs/common';

import { GraphError, graphFaults } from '../cloud-api/graph.error.ts';
import type { NodeKind, Query } from '../nodes/node-kind.ts';
import { Rules } from '../rules/rules.ts';
import { SimulatorAddress } from '../simulator.address.ts';
import { MediaShelf, type StoredFile } from './media.shelf.ts';

/** What the business does with a file by its id: `GET` and `DELETE /v26.0/<media id>`. */
@Injectable()
export class MediaNode implements NodeKind {
  constructor(
    private readonly shelf: MediaShelf,
    private readonly address: SimulatorAddress,
    private readonly rules: Rules,
  ) {}

  get(id: string, query: Query): object | undefined {
    const file = this.#find(id, query);
    if (!file) return undefined;
    const size = file.bytes.length;
    return {
      messaging_product: 'whatsapp',
      url: this.address.url + this.shelf.link(file),
      mime_type: file.mimeType,
      // Hex here, base64 in webhooks.
      sha256: file.sha256.toString('hex'),
      file_size: this.rules.now.fileSizeAs === 'string' ? String(size) : size,
      id,
    };
  }

  delete(id: string, query: Query): object | undefined {
    const file = this.#find(id, query);
    if (!file) return undefined;
    this.shelf.withdraw(file);
    return { success: true };
  }

  #find(id: string, { phone_number_id: phoneNumberId }: Query): StoredFile | undefined {
    const file = this.shelf.held(id);
    if (!file) return undefined;
    if (phoneNumberId !== undefined && phoneNumberId !== file.number.id) {
      throw new GraphError(graphFaults.invalidParameter, `There is no file with ID '${id}' for this number.`);
    }
    if (!this.shelf.find(id)) {
      throw new GraphError(
        graphFaults.invalidParameter,
        `The file with ID '${id}' was deleted or its time is over: 30 days for uploads, 7 for files from webhooks.`,
      );
    }
    return file;
  }
}
