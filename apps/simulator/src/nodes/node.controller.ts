import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  Query,
  UseGuards,
} from '@nestjs/common';

import { AccessGuard } from '../cloud-api/access.guard.ts';
import { GraphError, graphFaults } from '../cloud-api/graph.error.ts';
import { NODE_KINDS, type NodeKind, type Query as NodeQuery } from './node-kind.ts';

/** `/v26.0/<id>`: the Graph API finds out by itself what an id stands for. */
@Controller('v:version/:id')
@UseGuards(AccessGuard)
export class NodeController {
  constructor(@Inject(NODE_KINDS) private readonly kinds: NodeKind[]) {}

  @Get()
  get(@Param('id') id: string, @Query() query: NodeQuery): object {
    return this.#first(id, (kind) => kind.get?.(id, query));
  }

  @Post()
  @HttpCode(200)
  post(@Param('id') id: string, @Body() body: Record<string, unknown> = {}): object {
    return this.#first(id, (kind) => kind.post?.(id, body));
  }

  @Delete()
  delete(@Param('id') id: string, @Query() query: NodeQuery): object {
    return this.#first(id, (kind) => kind.delete?.(id, query));
  }

  #first(id: string, ask: (kind: NodeKind) => object | undefined): object {
    for (const kind of this.kinds) {
      const answer = ask(kind);
      if (answer) return answer;
    }
    throw new GraphError(graphFaults.invalidParameter, `There is nothing with ID '${id}' that can do this.`);
  }
}
