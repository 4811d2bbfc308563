import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { z } from 'zod';

import { sendPageFile, sendRefusal } from '../page-files.ts';
import { Access, isHttps, tooManyWords } from './access.ts';
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
    if (!role) return sendRefusal(response, tooManyWords(response));
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
