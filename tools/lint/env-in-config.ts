import type { LintRule } from './lint-rule.ts';

export const envInConfig: LintRule = {
  create: (context) => ({
    MemberExpression(node) {
      if (node.object.type !== 'Identifier' || node.object.name !== 'process') return;
      if (node.property.type !== 'Identifier' || node.property.name !== 'env') return;
      context.report({
        node,
        message:
          'Only config/ reads the environment, so that every setting is checked at start and documented. ' +
          'Add the setting to apps/server/src/config and take the decided value as an argument.',
      });
    },
  }),
};
