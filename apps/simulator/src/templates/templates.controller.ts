import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Req, UseGuards } from '@nestjs/common';
import type { Request } from 'express';
import { z } from 'zod';

import type { BusinessAccount } from '../accounts/account.ts';
import { AccountPipe } from '../accounts/account.pipe.ts';
import { AccessGuard } from '../cloud-api/access.guard.ts';
import { nothingWithId, refusal } from '../management/management.faults.ts';
import { pageOf } from '../management/paging.ts';
import { parseParameters } from '../management/parse-parameters.ts';
import { TemplateEditor } from './template.editor.ts';
import { filterTemplates } from './template.filter.ts';
import { TemplateReview } from './template.review.ts';
import { componentsOf, newTemplateSchema } from './template.schema.ts';
import { templateView } from './template.view.ts';
import { Templates } from './templates.ts';

const mostAtOnce = 100;

const deletionSchema = z.object({
  name: z.string().optional(),
  hsm_id: z.string().optional(),
  /** A list in JSON, or with commas. */
  hsm_ids: z
    .string()
    .transform((list) => list.match(/\d+/g) ?? [])
    .refine((ids) => ids.length > 0 && ids.length <= mostAtOnce, `1 to ${mostAtOnce} ids`)
    .optional(),
});

/** `/<account>/message_templates`, and what a template can do beside being read and edited. */
@Controller('v:version')
@UseGuards(AccessGuard)
export class TemplatesController {
  constructor(
    private readonly templates: Templates,
    private readonly editor: TemplateEditor,
    private readonly review: TemplateReview,
  ) {}

  @Get(':accountId/message_templates')
  list(@Param('accountId', AccountPipe) account: BusinessAccount, @Req() request: Request): object {
    const { fields } = request.query;
    const page = pageOf(filterTemplates(this.templates.of(account), request.query), request);
    const asked = typeof fields === 'string' ? fields : undefined;
    return { ...page, data: page.data.map((template) => templateView(template, asked)) };
  }

  @Post(':accountId/message_templates')
  @HttpCode(200)
  create(@Param('accountId', AccountPipe) account: BusinessAccount, @Body() body: unknown): object {
    const asked = parseParameters(newTemplateSchema, body);
    const { id, status, category } = this.editor.create(account, {
      name: asked.name,
      language: asked.language,
      category: asked.category,
      components: componentsOf(asked.components),
      parameterFormat: asked.parameter_format,
      sendTtlSeconds: asked.message_send_ttl_seconds,
    });
    return { id, status, category };
  }

  @Delete(':accountId/message_templates')
  delete(@Param('accountId', AccountPipe) account: BusinessAccount, @Query() query: unknown): object {
    const { name, hsm_id: id, hsm_ids: ids } = parseParameters(deletionSchema, query);
    if (ids) this.editor.deleteWithIds(account, ids);
    else if (id) this.editor.deleteWithIds(account, [id], name);
    else if (name) this.editor.deleteNamed(account, name);
    else throw refusal('badParameter', 'The parameter name, hsm_id or hsm_ids is required.');
    return { success: true };
  }

  @Post(':templateId/unpause')
  @HttpCode(200)
  unpause(@Param('templateId') id: string): object {
    const template = this.templates.withId(id);
    if (!template) throw nothingWithId(id);
    if (template.status !== 'PAUSED') throw refusal('badParameter', 'The template is not paused.');
    this.review.unpause(template);
    return { success: true };
  }
}
