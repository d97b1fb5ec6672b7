import * as contract from '@fernwart/contract';
import { z } from 'zod';

export type Json = Record<string, unknown>;
type Direction = 'input' | 'output';

const prefix = '#/components/schemas/';

/**
 * Collects schemas for an OpenAPI document: what the contract exports appears once, under its name. What a schema accepts
 * differs from what it answers (defaults, further members), so one that is used both ways appears twice, as `x` and `xInput`.
 */
export interface OpenApiComponents {
  convert(schema: z.ZodType, direction: Direction): Json;
  /** Like `convert`, but the schema itself is written out even where it has a name. */
  members(schema: z.ZodType): { properties?: Record<string, Json>; required?: string[] };
  /** The document with every reference settled and its components in place. */
  finish(document: Json): Json;
}

export function openApiComponents(): OpenApiComponents {
  const names = z.registry<{ id: string }>();
  for (const [name, value] of Object.entries(contract)) {
    if (value instanceof z.ZodType && !names.has(value)) names.add(value, { id: name });
  }
  const found = { input: new Map<string, Json>(), output: new Map<string, Json>() };

  function convert(schema: z.ZodType, direction: Direction): Json {
    const whole = z.toJSONSchema(schema, { io: direction, metadata: names, unrepresentable: 'any' });
    const {
      $schema: _,
      $defs = {},
      ...json
    } = replaceReferences(whole, (reference) => {
      return `${prefix}${direction}:${reference.replace('#/$defs/', '')}`;
    }) as Json & { $defs?: Record<string, Json> };
    for (const [name, definition] of Object.entries($defs)) found[direction].set(name, definition);
    return json;
  }

  function nameOf(reference: string): string {
    const [direction, name = ''] = reference.replace(prefix, '').split(':');
    return direction === 'input' && found.output.has(name) ? `${name}Input` : name;
  }

  return {
    convert,
    members: (schema) => {
      const json = convert(schema, 'input');
      const own = typeof json.$ref === 'string' ? found.input.get(json.$ref.split(':')[1] ?? '') : json;
      return own ?? {};
    },
    finish: (document) => {
      const schemas = [
        ...[...found.output].map(([name, json]) => [name, json] as const),
        ...[...found.input].map(([name, json]) => [nameOf(`${prefix}input:${name}`), json] as const),
      ].sort(([a], [b]) => (a < b ? -1 : 1));
      const components = { ...(document.components as Json), schemas: Object.fromEntries(schemas) };
      const settled = replaceReferences({ ...document, components }, (reference) =>
        reference.startsWith(prefix) ? `${prefix}${nameOf(reference)}` : reference,
      );
      return withoutOrphans(settled as OpenApi);
    },
  };
}

type OpenApi = Json & { components: { schemas: Record<string, Json>; responses?: Json } };

/** A named query schema is written out as parameters; its component would point to nothing that uses it. */
function withoutOrphans(document: OpenApi): Json {
  const { schemas, responses } = document.components;
  const used = new Set<string>();
  const look = (json: unknown): void => {
    for (const [, name = ''] of JSON.stringify(json).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      if (used.has(name)) continue;
      used.add(name);
      look(schemas[name] ?? {});
    }
  };
  look(document.paths);
  look(responses ?? {});
  const kept = Object.fromEntries(Object.entries(schemas).filter(([name]) => used.has(name)));
  return { ...document, components: { ...document.components, schemas: kept } };
}

function replaceReferences(json: unknown, replace: (reference: string) => string): Json {
  return JSON.parse(JSON.stringify(json), (key, value: unknown) =>
    key === '$ref' && typeof value === 'string' ? replace(value) : value,
  ) as Json;
}
