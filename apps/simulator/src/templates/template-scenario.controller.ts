import { Body, Controller, HttpCode, NotFoundException, Param, Post } from '@nestjs/common';

import { Clock } from '../clock.ts';
import { managementRoutes } from '../management/management.routes.ts';
import { parseInput } from '../parse-input.ts';
import { TemplateEvents } from './template-events.ts';
import { TemplateReview } from './template.review.ts';
import type { Template } from './template.ts';
import { Templates } from './templates.ts';

const { setTemplateStatus, setTemplateQuality, setTemplateCategory } = managementRoutes;

/** What Meta decides about templates, whenever a test wants it. */
@Controller('_scenario/templates/:id')
export class TemplateScenarioController {
  constructor(
    private readonly templates: Templates,
    private readonly review: TemplateReview,
    private readonly events: TemplateEvents,
    private readonly clock: Clock,
  ) {}

  @Post('status')
  @HttpCode(204)
  changeStatus(@Param('id') id: string, @Body() body: unknown): void {
    const { status, reason } = parseInput(setTemplateStatus.body, body);
    this.review.decide(this.#template(id), status, reason);
  }

  @Post('quality')
  @HttpCode(204)
  changeQuality(@Param('id') id: string, @Body() body: unknown): void {
    const template = this.#template(id);
    const before = template.qualityScore;
    template.qualityScore = parseInput(setTemplateQuality.body, body).quality;
    this.events.quality(template, before);
  }

  @Post('category')
  @HttpCode(204)
  changeCategory(@Param('id') id: string, @Body() body: unknown): void {
    const template = this.#template(id);
    const { category, noticeMs } = parseInput(setTemplateCategory.body, body);
    if (noticeMs === 0) {
      this.#moveTo(template, category);
      return;
    }
    template.correctCategory = category;
    this.events.categoryAnnounced(template, this.clock.now() + noticeMs);
    this.clock.after(noticeMs, () => {
      if (template.correctCategory === category) this.#moveTo(template, category);
    });
  }

  #moveTo(template: Template, category: Template['category']): void {
    const before = template.category;
    template.previousCategory = before;
    template.category = category;
    template.correctCategory = undefined;
    this.events.categoryChanged(template, before);
  }

  #template(id: string): Template {
    const template = this.templates.withId(id);
    if (!template) throw new NotFoundException();
    return template;
  }
}
