import { Body, Controller, Get, HttpCode, Param, Post, Query, UseGuards } from '@nestjs/common';
import { z } from 'zod';

import { AccessGuard } from '../cloud-api/access.guard.ts';
import { NumberPipe } from '../cloud-api/number.pipe.ts';
import { selectFields } from '../management/fields.ts';
import { parseParameters } from '../management/parse-parameters.ts';
import { SimulatorAddress } from '../simulator.address.ts';
import type { BusinessNumber } from './account.ts';

/** The trades that a business can be in; empty for none. */
const verticals = [
  ' UNDEFINED OTHER AUTO BEAUTY APPAREL EDU ENTERTAIN EVENT_PLAN FINANCE GROCERY GOVT HOTEL HEALTH NONPROFIT',
  'PROF_SERVICES RETAIL TRAVEL RESTAURANT ALCOHOL ONLINE_GAMBLING PHYSICAL_GAMBLING OTC_DRUGS',
  'MATRIMONY_SERVICE NOT_A_BIZ',
].flatMap((line) => line.split(' '));

const profileSchema = z.object({
  messaging_product: z.literal('whatsapp'),
  about: z.string().min(1).max(139).optional(),
  address: z.string().max(256).optional(),
  description: z.string().max(512).optional(),
  email: z.union([z.literal(''), z.email().max(128)]).optional(),
  profile_picture_handle: z.string().startsWith('4:').optional(),
  vertical: z.enum(verticals).optional(),
  websites: z
    .array(z.union([z.literal(''), z.url().max(256)]))
    .max(2)
    .optional(),
});

const fieldNames = [
  'about',
  'address',
  'description',
  'email',
  'profile_picture_url',
  'vertical',
  'websites',
];

/** `/<number>/whatsapp_business_profile`: what people see of the business. */
@Controller('v:version/:phoneNumberId/whatsapp_business_profile')
@UseGuards(AccessGuard)
export class ProfileController {
  constructor(private readonly address: SimulatorAddress) {}

  @Get()
  read(
    @Param('phoneNumberId', NumberPipe) { profile }: BusinessNumber,
    @Query('fields') fields?: string,
  ): object {
    const all = Object.fromEntries(fieldNames.map((name) => [name, () => profile[name]]));
    const node = { node: 'WhatsAppBusinessProfile', usual: fieldNames };
    const shown = selectFields({ ...all, id: () => undefined }, fields, node);
    return { data: [{ ...shown, messaging_product: 'whatsapp' }] };
  }

  /** What is left out stays as it was. */
  @Post()
  @HttpCode(200)
  change(@Param('phoneNumberId', NumberPipe) { profile }: BusinessNumber, @Body() body: unknown): object {
    const change = parseParameters(profileSchema, body);
    const { messaging_product: _, profile_picture_handle: picture, ...values } = change;
    Object.assign(profile, values);
    if (picture) {
      const name = Buffer.from(picture).toString('base64url').slice(0, 32);
      profile.profile_picture_url = `${this.address.url}/whatsapp_business/pictures/${name}`;
    }
    return { success: true };
  }
}
