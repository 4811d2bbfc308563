import { Body, Controller, Delete, Get, HttpCode, Patch, Post } from '@nestjs/common';

import { Clock } from '../clock.ts';
import { parseInput } from '../parse-input.ts';
import { Rules, type RuleValues } from '../rules/rules.ts';
import { WebhookCourier } from '../webhooks/webhook.courier.ts';
import { Books } from './books.ts';
import { Faults } from './faults.ts';
import { openApi } from './openapi.ts';
import { Reset } from './reset.ts';
import { scenarioRoutes as routes } from './scenario.routes.ts';

/** How a test sets the scene and sees what happened. */
@Controller('_scenario')
export class ScenarioController {
  constructor(
    private readonly books: Books,
    private readonly faults: Faults,
    private readonly rules: Rules,
    private readonly clock: Clock,
    private readonly courier: WebhookCourier,
    private readonly resetting: Reset,
  ) {}

  @Get('openapi.json')
  describe(): object {
    return openApi();
  }

  @Get('books')
  readBooks(): Books {
    return this.books;
  }

  @Delete('books')
  @HttpCode(204)
  emptyBooks(): void {
    this.books.reset();
  }

  /** Replaces the faults set before of the same sort; `times: 0` takes one away. */
  @Post('faults')
  @HttpCode(204)
  setFaults(@Body() body: unknown): void {
    this.faults.set(parseInput(routes.setFaults.body, body));
  }

  @Get('faults')
  readFaults(): Faults['left'] {
    return this.faults.left;
  }

  @Get('rules')
  readRules(): RuleValues {
    return this.rules.now;
  }

  @Patch('rules')
  changeRules(@Body() body: unknown): RuleValues {
    parseInput(routes.changeRules.body, body);
    // As it came: in the parsed body what was left out has its usual value.
    const asked = body as Partial<RuleValues>;
    const statusAfterMs = { ...this.rules.now.statusAfterMs, ...asked.statusAfterMs };
    this.rules.change({ ...asked, statusAfterMs });
    if (asked.seed !== undefined) this.courier.restartChance();
    return this.rules.now;
  }

  @Delete('rules')
  @HttpCode(204)
  resetRules(): void {
    this.rules.reset();
    this.courier.restartChance();
  }

  @Get('clock')
  readClock(): { now: string } {
    return { now: this.clock.date().toISOString() };
  }

  @Post('clock')
  @HttpCode(200)
  moveClock(@Body() body: unknown): { now: string } {
    this.clock.advance(parseInput(routes.moveClock.body, body).advanceMs);
    return this.readClock();
  }

  @Post('reset')
  @HttpCode(204)
  reset(@Body() body: unknown): void {
    this.resetting.allBut(parseInput(routes.reset.body, body).keep);
  }
}
