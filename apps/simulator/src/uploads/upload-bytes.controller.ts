import { Controller, Get, Headers, HttpCode, Param, Post, Req, UseGuards } from '@nestjs/common';
import type { Request } from 'express';

import { AccessGuard } from '../cloud-api/access.guard.ts';
import { GraphError, graphFaults } from '../cloud-api/graph.error.ts';
import { type UploadSession, UploadSessions } from './upload-sessions.ts';

type Progress = { h: string } | { id: string; file_offset: number };

/** Some clients escape the colon. */
export const uploadPaths = ['v:version/upload\\::session', 'v:version/upload%3A:session'];

/** Where the pieces of an upload come to, and where one asks how far it got: `/v26.0/upload:<session>`. */
@Controller(uploadPaths)
@UseGuards(AccessGuard)
export class UploadBytesController {
  constructor(private readonly sessions: UploadSessions) {}

  @Get()
  progress(@Param('session') id: string): Progress {
    const session = this.#find(id);
    return { id: session.id, file_offset: session.received };
  }

  /** Takes the body as it comes, so that what arrived before a connection broke need not be sent again. */
  @Post()
  @HttpCode(200)
  async receive(
    @Param('session') id: string,
    @Headers('file_offset') offset: string | undefined,
    @Req() request: Request,
  ): Promise<Progress> {
    const session = this.#find(id);
    const start = session.received;
    if (offset !== String(start)) throw invalid(`Go on at byte ${start}: send \`file_offset: ${start}\`.`);

    let end = start;
    try {
      for await (const chunk of request as AsyncIterable<Buffer>) {
        end += chunk.length;
        session.received = Math.min(end, session.fileLength);
      }
    } catch {
      // The connection broke. What came counts, and nobody is there to read the answer.
    }
    if (end > session.fileLength) {
      session.received = start;
      throw invalid(`The file was announced with ${session.fileLength} bytes; these are more.`);
    }
    if (end < session.fileLength) return this.progress(id);
    return { h: session.handle };
  }

  #find(id: string): UploadSession {
    const session = this.sessions.find(id);
    if (!session) throw invalid(`There is no upload with ID 'upload:${id}'.`);
    return session;
  }
}

const invalid = (details: string): GraphError => new GraphError(graphFaults.invalidParameter, details);
