import { Body, Controller, HttpCode, Param, Post, UseGuards } from '@nestjs/common';
import { z } from 'zod';

import { AccessGuard } from '../cloud-api/access.guard.ts';
import { NumberPipe } from '../cloud-api/number.pipe.ts';
import { parseParameters } from '../management/parse-parameters.ts';
import type { BusinessNumber } from './account.ts';
import { Registration } from './registration.ts';

const requestSchema = z.object({
  code_method: z.enum(['SMS', 'VOICE']),
  language: z.string().regex(/^[a-z]{2,3}(?:_[A-Z]{2})?$/),
});
const codeSchema = z.object({ code: z.coerce.string().regex(/^\d{3}-?\d{3}$/) });
const registerSchema = z.object({
  messaging_product: z.literal('whatsapp'),
  pin: z.string().regex(/^\d{6}$/, 'Invalid PIN format. PIN must be exactly 6 digits'),
});

/** What a number goes through before it can send. */
@Controller('v:version/:phoneNumberId')
@UseGuards(AccessGuard)
export class RegistrationController {
  constructor(private readonly registration: Registration) {}

  @Post('request_code')
  @HttpCode(200)
  requestCode(@Param('phoneNumberId', NumberPipe) number: BusinessNumber, @Body() body: unknown): object {
    parseParameters(requestSchema, body);
    this.registration.requestCode(number);
    return { success: true };
  }

  @Post('verify_code')
  @HttpCode(200)
  verify(@Param('phoneNumberId', NumberPipe) number: BusinessNumber, @Body() body: unknown): object {
    const { code } = parseParameters(codeSchema, body);
    this.registration.verify(number, code.replace('-', ''));
    return { success: true, id: number.id };
  }

  @Post('register')
  @HttpCode(200)
  register(@Param('phoneNumberId', NumberPipe) number: BusinessNumber, @Body() body: unknown): object {
    this.registration.register(number, parseParameters(registerSchema, body).pin);
    return { success: true };
  }

  @Post('deregister')
  @HttpCode(200)
  deregister(@Param('phoneNumberId', NumberPipe) number: BusinessNumber): object {
    this.registration.deregister(number);
    return { success: true };
  }
}
