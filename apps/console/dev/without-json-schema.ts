import type { Plugin } from 'vite';

const files = /zod\/v4\/core\/(json-schema-processors|to-json-schema)\.js$/;

/**
 * Leaves out the part of zod that turns schemas into JSON Schema: the server does that for its API description,
 * the console never. Every exported function stays and says so.
 */
export function withoutJsonSchema(): Plugin {
  return {
    name: 'fernwart-without-json-schema',
    transform(code, id) {
      if (!files.test(id)) return null;
      const names = [...code.matchAll(/^export (?:const|function) (\w+)/gm)].map(([, name]) => name);
      const absent = "() => () => { throw new Error('The console makes no JSON schemas'); }";
      return { code: names.map((name) => `export const ${name} = ${absent};`).join('\n'), map: null };
    },
  };
}
