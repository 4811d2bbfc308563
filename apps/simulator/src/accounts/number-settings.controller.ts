import { Body, Controller, Get, HttpCode, Param, Post, UseGuards } from '@nestjs/common';
import { z } from 'zod';

import { AccessGuard } from '../cloud-api/access.guard.ts';
import { NumberPipe } from '../cloud-api/number.pipe.ts';
import { parseParameters } from '../management/parse-parameters.ts';
import type { BusinessNumber } from './account.ts';

const status = z.enum(['enabled', 'disabled', 'ENABLED', 'DISABLED']);

const settingsSchema = z
  .object({
    calling: z.looseObject({ status: status.optional() }),
    user_identity_change: z.looseObject({}),
    payload_encryption: z.looseObject({ status }),
    storage_configuration: z.looseObject({}),
  })
  .partial()
  .refine((settings) => Object.keys(settings).length > 0, 'there is no setting that is known');

const usual = {
  calling: {
    status: 'disabled',
    call_icon_visibility: 'visible',
    ip_addresses: { default: ['127.0.0.1'] },
    callback_permission_status: 'disabled',
    video: { status: 'disabled' },
  },
  payload_encryption: { status: 'disabled' },
  storage_configuration: { status: 'default' },
};

/** `/<number>/settings`: kept and told again; nothing here behaves by them. */
@Controller('v:version/:phoneNumberId/settings')
@UseGuards(AccessGuard)
export class NumberSettingsController {
  @Get()
  read(@Param('phoneNumberId', NumberPipe) { settings }: BusinessNumber): object {
    return { ...usual, ...settings, calling: Object.assign({}, usual.calling, settings.calling) };
  }

  @Post()
  @HttpCode(200)
  change(@Param('phoneNumberId', NumberPipe) number: BusinessNumber, @Body() body: unknown): object {
    const change = parseParameters(settingsSchema, body);
    const { storage_configuration: storage } = change;
    Object.assign(number.settings, change, storage && { storage_configuration: storageView(storage) });
    return { success: true };
  }
}

/** It is asked for and told in different words. */
function storageView(asked: Record<string, unknown>): object {
  if (asked.enabled !== true) return usual.storage_configuration;
  return { status: 'in_country_storage_enabled', data_localization_region: asked.region };
}
