import { Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';

import { roleOf } from '../access/access.ts';
import type { Role } from '../access/tokens.ts';
import { sendPageFile } from '../page-files.ts';
import { type OpsState, OpsStates } from './ops-state.ts';

/** The page, and what it shows. */
@Controller()
export class StateController {
  constructor(private readonly states: OpsStates) {}

  @Get()
  page(@Res() response: Response): void {
    sendPageFile(response, 'index.html');
  }

  @Get('page/page.js')
  script(@Res() response: Response): void {
    sendPageFile(response, 'page.js');
  }

  @Get('page/style.css')
  style(@Res() response: Response): void {
    sendPageFile(response, 'style.css');
  }

  @Get('api/state')
  async state(@Res({ passthrough: true }) response: Response): Promise<OpsState & { role: Role }> {
    return { role: roleOf(response), ...(await this.states.current()) };
  }
}
