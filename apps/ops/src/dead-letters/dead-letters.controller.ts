import {
  BadRequestException,
  Body,
  Controller,
  Get,
  HttpCode,
  NotFoundException,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import { z } from 'zod';

import { type DeadLetterPlace, DeadLetterStore, type Replayed } from '#data';
import { withTimeLimit } from '#platform';

import { operator } from '../actor.ts';
import { sendPageFile } from '../page-files.ts';
import { letterOf, whyNot } from './letter.ts';

const mostOnPage = 200;
const mostAtOnce = 1_000;
/** A database that hangs keeps nobody who only looks for longer. */
const lookLimitMs = 5_000;

/** As PostgreSQL keeps it. */
const codeSchema = z.int32();

/** `after`: the `next` of the page before. */
const querySchema = z.object({
  code: z.coerce.number().pipe(codeSchema).optional(),
  since: z.iso
    .datetime({ offset: true })
    .transform((text) => new Date(text))
    .refine((since) => since.getUTCFullYear() > 0, 'PostgreSQL knows no year 0')
    .optional(),
  limit: z.coerce.number().int().min(1).max(mostOnPage).default(50),
  after: z
    .string()
    .regex(/^\d{1,15}_[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/)
    .transform((text): DeadLetterPlace => {
      const [ms = '', id = ''] = text.split('_');
      return { failedAt: new Date(Number(ms)), id };
    })
    .optional(),
});

const oneSchema = z.object({ force: z.boolean().default(false) });
const manySchema = z.union([
  z.strictObject({ ids: z.array(z.uuid()).min(1).max(mostAtOnce), force: z.boolean().default(false) }),
  z.strictObject({ all: z.literal(true), code: codeSchema.optional() }),
]);

export interface ReplayAnswer {
  replayed: number;
  results: { id: string; replayed: boolean; why?: string }[];
}

/** What failed for good: a page for people, JSON for programs. */
@Controller('dead-letters')
export class DeadLettersController {
  constructor(private readonly letters: DeadLetterStore) {}

  @Get()
  async list(@Req() request: Request, @Res() response: Response, @Query() query: unknown): Promise<void> {
    response.vary('accept');
    if (request.accepts(['json', 'html']) === 'html') return sendPageFile(response, 'index.html');
    const { limit, after, ...filter } = parsed(querySchema, query);
    // One more, to see whether there are more.
    const found = await withTimeLimit(this.letters.list(filter, limit + 1, after), lookLimitMs);
    const letters = found.slice(0, limit);
    const last = found.length > limit ? letters.at(-1) : undefined;
    response.json({
      deadLetters: letters.map((letter) => letterOf(letter)),
      next: last ? `${last.failedAt.getTime()}_${last.id}` : null,
    });
  }

  @Post(':id/replay')
  @HttpCode(200)
  async replayOne(@Param('id', ParseUUIDPipe) id: string, @Body() body: unknown): Promise<ReplayAnswer> {
    const { force } = parsed(oneSchema, body ?? {});
    return answerOf(await this.letters.replay([id], { actor: operator, force }));
  }

  /** It stays failed, but is not listed any more. */
  @Post(':id/dismiss')
  @HttpCode(204)
  async dismiss(@Param('id', ParseUUIDPipe) id: string): Promise<void> {
    const dismissed = await this.letters.dismiss([id], operator);
    if (dismissed.length === 0) throw new NotFoundException('There is no such dead letter any more.');
  }

  @Post('replay')
  @HttpCode(200)
  async replayMany(@Body() body: unknown): Promise<ReplayAnswer> {
    const wish = parsed(manySchema, body);
    if ('ids' in wish)
      return answerOf(await this.letters.replay(wish.ids, { actor: operator, force: wish.force }));
    const results: Replayed[] = [];
    for await (const some of this.letters.replayAll({ code: wish.code }, { actor: operator }))
      results.push(...some);
    return answerOf(results);
  }
}

/** Of many, those that were not replayed are told. */
function answerOf(results: Replayed[]): ReplayAnswer {
  return {
    replayed: results.filter(({ obstacle }) => obstacle === null).length,
    results: results
      .slice(0, mostAtOnce)
      .map(({ id, obstacle, toldAt }) =>
        obstacle ? { id, replayed: false, why: whyNot(obstacle, toldAt) } : { id, replayed: true },
      ),
  };
}

function parsed<T>(schema: z.ZodType<T>, value: unknown): T {
  const { success, data, error } = schema.safeParse(value);
  if (!success) {
    throw new BadRequestException(
      error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '),
    );
  }
  return data;
}
