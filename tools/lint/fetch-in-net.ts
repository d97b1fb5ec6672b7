import type { LintRule } from './lint-rule.ts';

export const fetchInNet: LintRule = {
  create: (context) => ({
    CallExpression(node) {
      const { callee } = node;
      const isGlobal =
        (callee.type === 'Identifier' &&
          callee.name === 'fetch' &&
          !isDeclared(context.sourceCode.getScope(callee))) ||
        (callee.type === 'MemberExpression' &&
          callee.object.type === 'Identifier' &&
          callee.object.name === 'globalThis' &&
          callee.property.type === 'Identifier' &&
          callee.property.name === 'fetch');
      if (!isGlobal) return;
      context.report({
        node,
        message:
          'Outgoing calls go through platform/net, which bounds hosts, sizes and times and refuses them inside a transaction. ' +
          'Take an HttpClient (in an add-on: host.fetch) as an argument.',
      });
    },
  }),
};

/** Whether some scope from here outwards declares a `fetch` of its own (an argument, an import). */
function isDeclared(innermost: Scope): boolean {
  for (let scope: Scope | null = innermost; scope; scope = scope.upper) {
    if ((scope.set.get('fetch')?.defs.length ?? 0) > 0) return true;
  }
  return false;
}

interface Scope {
  readonly upper: Scope | null;
  readonly set: ReadonlyMap<string, { readonly defs: readonly unknown[] }>;
}
