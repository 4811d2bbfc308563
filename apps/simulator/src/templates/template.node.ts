import { Injectable } from '@nestjs/common';

import { parseParameters } from '../management/parse-parameters.ts';
import type { NodeKind, Query } from '../nodes/node-kind.ts';
import { TemplateEditor } from './template.editor.ts';
import { componentsOf, type TemplateContent, templateEditSchema } from './template.schema.ts';
import { templateView } from './template.view.ts';
import { Templates } from './templates.ts';

/** A template under its id. */
@Injectable()
export class TemplateNode implements NodeKind {
  constructor(
    private readonly templates: Templates,
    private readonly editor: TemplateEditor,
  ) {}

  get(id: string, { fields }: Query): object | undefined {
    const template = this.templates.withId(id);
    return template && templateView(template, fields);
  }

  post(id: string, body: Record<string, unknown>): object | undefined {
    const template = this.templates.withId(id);
    if (!template) return undefined;
    const edit = parseParameters(templateEditSchema, body);
    const change: Partial<TemplateContent> = {
      ...(edit.category && { category: edit.category }),
      ...(edit.components && { components: componentsOf(edit.components) }),
      ...(edit.parameter_format && { parameterFormat: edit.parameter_format }),
      ...(edit.message_send_ttl_seconds && { sendTtlSeconds: edit.message_send_ttl_seconds }),
    };
    this.editor.edit(template, change);
    return { success: true, id, name: template.name, category: template.category };
  }
}
