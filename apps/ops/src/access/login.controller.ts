import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { z } from 'zod';

import { sendPageFile, sendWrongToken } from '../page-files.ts';
import { Access, isHttps } from './access.ts';
import { Sessions, sessionCookie, sessionSeconds } from './sessions.ts';

const formSchema = z.object({ token: z.string() });

/** The login form. A token comes in the body of a request only, and is in no address. */
@Controller()
export class LoginController {
  constructor(
    private readonly access: Access,
    private readonly sessions: Sessions,
  ) {}

  @Get('login')
  form(@Res() response: Response): void {
    sendPageFile(response, 'login.html');
  }

  @Post('login')
  async logIn(@Req() request: Request, @Res() response: Response, @Body() body: unknown): Promise<void> {
    const token = formSchema.safeParse(body).data?.token.trim() ?? '';
    const role = this.access.tryToken(request, response, token);
    if (response.headersSent) return;
    if (!role) return sendWrongToken(response);
    response.cookie(sessionCookie, this.sessions.begin(role), {
      httpOnly: true,
      sameSite: 'strict',
      secure: isHttps(request),
      maxAge: sessionSeconds * 1_000,
      path: '/',
    });
    response.redirect(303, '/');
  }

  @Post('logout')
  logOut(@Res() response: Response): void {
    response.clearCookie(sessionCookie, { path: '/' });
    response.redirect(303, '/login');
  }
}
