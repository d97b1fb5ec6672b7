import type { LintRule } from './lint-rule.ts';

export const codesAcrossBorder: LintRule = {
  create(context) {
    const fromKit = new Set<string>();
    return {
      ImportDeclaration(node) {
        if (node.source.value !== '@fernwart/addon-kit') return;
        for (const specifier of node.specifiers) fromKit.add(specifier.local.name);
      },
      BinaryExpression(node) {
        if (
          node.operator !== 'instanceof' ||
          node.right.type !== 'Identifier' ||
          !fromKit.has(node.right.name)
        )
          return;
        context.report({
          node,
          message:
            'Server and package each hold a copy of the kit, so `instanceof` answers no for what the other side made. ' +
            'Ask for its code or for what it can do (`reveal` in value).',
        });
      },
    };
  },
};
