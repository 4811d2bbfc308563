import { Body, Controller, Delete, Get, HttpCode, Post } from '@nestjs/common';

import { parseInput } from '../parse-input.ts';
import { Books } from './books.ts';
import { Faults, faultsSchema } from './faults.ts';

/** How a test sets the scene and sees what happened. */
@Controller('_scenario')
export class ScenarioController {
  constructor(
    private readonly books: Books,
    private readonly faults: Faults,
  ) {}

  @Get('books')
  readBooks(): Books {
    return this.books;
  }

  @Delete('books')
  @HttpCode(204)
  emptyBooks(): void {
    this.books.empty();
  }

  /** Replaces the faults set before of the same sort; `times: 0` takes one away. */
  @Post('faults')
  @HttpCode(204)
  setFaults(@Body() body: unknown): void {
    this.faults.set(parseInput(faultsSchema, body));
  }
}
